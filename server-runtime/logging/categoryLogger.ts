import { formatMessage } from './formatMessage.ts';
import type { LogEntry, LoggerProvider } from './logEntry.ts';
import { LogLevel } from './logLevel.ts';
import type { Logger, LogScope, LogState } from './logger.ts';
import { beginScope, closedScope, openScopes, withScope } from './logScopes.ts';

/** Where entries of a category go, from which level on. */
export interface LogTarget {
  readonly provider: LoggerProvider;
  readonly minimum: LogLevel;
}

const noScopes: readonly never[] = [];

/** The logger that a LoggerFactory makes: one per category, told again when filters or providers change. */
export class CategoryLogger implements Logger {
  readonly #category: string;
  #targets: readonly LogTarget[] = [];
  #minimum: LogLevel = LogLevel.none;
  #hasScopes = false;

  constructor(category: string) {
    this.#category = category;
  }

  /** Replaces where entries go. */
  retarget(targets: readonly LogTarget[]): void {
    this.#targets = targets;
    this.#minimum = targets.reduce<LogLevel>(
      (least, { minimum }) => (minimum < least ? minimum : least),
      LogLevel.none,
    );
    this.#hasScopes = targets.some(({ provider }) => provider.includeScopes === true);
  }

  isEnabled(level: LogLevel): boolean {
    return level >= this.#minimum && level < LogLevel.none;
  }

  log(level: LogLevel, eventId: number, message: string, state?: LogState, error?: unknown): void {
    if (!this.isEnabled(level)) return;
    const entry: LogEntry = {
      level,
      category: this.#category,
      eventId,
      message: formatMessage(message, state),
      template: message,
      state,
      error,
      scopes: this.#hasScopes ? openScopes() : noScopes,
    };
    for (const { provider, minimum } of this.#targets) {
      if (level < minimum) continue;
      try {
        provider.write(entry);
      } catch {
        // A full disk or a closed pipe must not become the app's problem.
      }
    }
  }

  trace(message: string, state?: LogState | Error, error?: unknown): void {
    this.#write(LogLevel.trace, message, state, error);
  }
  debug(message: string, state?: LogState | Error, error?: unknown): void {
    this.#write(LogLevel.debug, message, state, error);
  }
  information(message: string, state?: LogState | Error, error?: unknown): void {
    this.#write(LogLevel.information, message, state, error);
  }
  warning(message: string, state?: LogState | Error, error?: unknown): void {
    this.#write(LogLevel.warning, message, state, error);
  }
  error(message: string, state?: LogState | Error, error?: unknown): void {
    this.#write(LogLevel.error, message, state, error);
  }
  critical(message: string, state?: LogState | Error, error?: unknown): void {
    this.#write(LogLevel.critical, message, state, error);
  }

  beginScope(state: string | LogState): LogScope {
    return this.#hasScopes ? beginScope(state) : closedScope;
  }

  withScope<T>(state: string | LogState, callback: () => T): T {
    return this.#hasScopes ? withScope(state, callback) : callback();
  }

  #write(
    level: LogLevel,
    message: string,
    state: LogState | Error | undefined,
    error: unknown,
  ): void {
    if (level < this.#minimum) return;
    if (state instanceof Error) this.log(level, 0, message, undefined, state);
    else this.log(level, 0, message, state, error);
  }
}
