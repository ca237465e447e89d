import type { Disposable } from '../primitives/disposable.ts';
import type { LogLevel } from './logLevel.ts';

/** Named values of an entry or a scope. `{name}` in a message stands for the value of that name. */
export type LogState = Readonly<Record<string, unknown>>;

/** An open scope; leaving it twice does nothing. Works with `using`. */
export interface LogScope extends Disposable {
  /** Leaves the scope: what `using` calls. */
  [Symbol.dispose](): void;
}

/**
 * Writes entries of one category. A level that nobody listens to costs one comparison: the message is only put
 * together when somebody does. The methods named after a level take the values of the message or an Error second.
 */
export interface Logger {
  /** True when an entry of this level would reach somebody. */
  isEnabled(level: LogLevel): boolean;
  /** Writes an entry. The number tells kinds of entries apart within the category; 0 when it does not matter. */
  log(level: LogLevel, eventId: number, message: string, state?: LogState, error?: unknown): void;
  /** Writes at level Trace: the finest detail, which may hold secrets. */
  trace(message: string, state?: LogState | Error, error?: unknown): void;
  /** Writes at level Debug: for who works on the code. */
  debug(message: string, state?: LogState | Error, error?: unknown): void;
  /** Writes at level Information: what the app does. */
  information(message: string, state?: LogState | Error, error?: unknown): void;
  /** Writes at level Warning: unexpected, but the app goes on as it should. */
  warning(message: string, state?: LogState | Error, error?: unknown): void;
  /** Writes at level Error: what was asked for has failed. */
  error(message: string, state?: LogState | Error, error?: unknown): void;
  /** Writes at level Critical: the whole app is at stake. */
  critical(message: string, state?: LogState | Error, error?: unknown): void;
  /**
   * Opens a scope: a text, or values, shown with every entry that is written until it is left, by code that runs on
   * from here. Free while no provider shows scopes. Prefer {@link withScope} around asynchronous work.
   */
  beginScope(state: string | LogState): LogScope;
  /** Runs a function, and all that it starts, within a scope. */
  withScope<T>(state: string | LogState, callback: () => T): T;
}
