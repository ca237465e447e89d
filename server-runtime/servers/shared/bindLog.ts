/** What the binding of addresses tells the log of its server. */
export interface BindLog {
  /** Defaults, and other ways that are tried. */
  debug(message: string): void;
  /** What was overridden as asked for, or could not be had and is not needed. */
  information(message: string): void;
  /** What was asked for and is passed over. */
  warning(message: string): void;
}
