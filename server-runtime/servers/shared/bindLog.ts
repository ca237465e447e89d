/** What the binding of addresses tells the log of its server. */
export interface BindLog {
  debug(message: string): void;
  information(message: string): void;
  warning(message: string): void;
}
