/** Where the parts write what happens; the editor's log output channel fits. */
export interface Log {
  trace(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(error: string | Error): void;
}
