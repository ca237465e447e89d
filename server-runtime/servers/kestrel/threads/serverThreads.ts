/** The processes that serve one app together, as one of them sees them. */
export interface ServerThreads {
  /** Resolves when all that this process is responsible for has ended. */
  stop(signal?: AbortSignal): Promise<void>;
}

/** What the log of the server takes of them. */
export interface ThreadLog {
  information(message: string): void;
  warning(message: string): void;
}
