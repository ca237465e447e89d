import type { LogLevel } from './logLevel.ts';
import type { LogState } from './logger.ts';

/** One entry as a provider gets it. */
export interface LogEntry {
  /** How grave it is. */
  readonly level: LogLevel;
  /** Of the logger that wrote it. */
  readonly category: string;
  /** Tells kinds of entries of a category apart; 0 when that does not matter. */
  readonly eventId: number;
  /** The message with its values filled in. */
  readonly message: string;
  /** The message as the code has it, with `{name}` for each value. */
  readonly template: string;
  /** The values of the message by name; undefined when it has none. */
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
  /** Called when the factory lets go of the provider. */
  dispose?(): void;
}
