import type { LogLevel } from './logLevel.ts';
import type { LogState } from './logger.ts';

/** One entry as a provider gets it. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly category: string;
  readonly eventId: number;
  /** The message with its values filled in. */
  readonly message: string;
  /** The message as the code has it, with `{name}` for each value. */
  readonly template: string;
  readonly state: LogState | undefined;
  /** What was thrown, when the entry reports that. */
  readonly error: unknown;
  /** The scopes that are open, outermost first; empty unless the provider asked for them. */
  readonly scopes: readonly (string | LogState)[];
}

/** Takes entries somewhere: a console, a file, a collector. */
export interface LoggerProvider {
  /** What settings call it, as `Console`: `Logging:{name}:LogLevel` holds the levels for this provider alone. */
  readonly name: string;
  /** True: entries carry the open scopes. */
  readonly includeScopes?: boolean;
  /** Called for each entry that passes the filters. What it throws is dropped: logging never breaks the app. */
  write(entry: LogEntry): void;
  dispose?(): void;
}
