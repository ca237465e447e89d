import type { LogEntry, LoggerProvider } from '../../../server-runtime/logging/logEntry.ts';

/** Keeps what it is given. */
export class RecordingProvider implements LoggerProvider {
  readonly name: string;
  readonly includeScopes: boolean;
  readonly entries: LogEntry[] = [];
  isDisposed = false;

  constructor({ name = 'Recording', includeScopes = false } = {}) {
    this.name = name;
    this.includeScopes = includeScopes;
  }

  get messages(): string[] {
    return this.entries.map(({ message }) => message);
  }

  write(entry: LogEntry): void {
    this.entries.push(entry);
  }

  dispose(): void {
    this.isDisposed = true;
  }
}
