import type { LogEntry, LoggerProvider } from '../../server-runtime/logging/logEntry.ts';
import { LoggerFactory } from '../../server-runtime/logging/loggerFactory.ts';
import { LogLevel } from '../../server-runtime/logging/logLevel.ts';

/** Keeps what is logged. */
export class RecordingLoggerProvider implements LoggerProvider {
  readonly name = 'Recording';
  readonly entries: LogEntry[] = [];

  write(entry: LogEntry): void {
    this.entries.push(entry);
  }

  /** Level and message of each entry. */
  get lines(): string[] {
    const names = ['trace', 'debug', 'information', 'warning', 'error', 'critical'];
    return this.entries.map(({ level, message }) => `${names[level]}: ${message}`);
  }

  /** A factory that records everything here. */
  createFactory(): LoggerFactory {
    return new LoggerFactory().addProvider(this).setMinimumLevel(LogLevel.trace);
  }
}
