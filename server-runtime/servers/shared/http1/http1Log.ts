/** A connection as the log names it. Reading the identifier makes it, so a log that is off must not. */
export interface LoggedConnection {
  readonly connectionId: string;
}

/** A request as the log names it. */
export interface LoggedRequest {
  readonly traceIdentifier: string;
}

/** What connections tell the log of their server. */
export interface Http1Log {
  connectionStarted(connection: LoggedConnection): void;
  connectionStopped(connection: LoggedConnection): void;
  connectionAborted(connection: LoggedConnection, reason: string): void;
  /** The client's request broke a rule; it was answered and the connection closed. */
  badRequest(connection: LoggedConnection, error: Error): void;
  /** The app threw, or broke what it had promised about its response. */
  applicationError(request: LoggedRequest, error: unknown): void;
}
