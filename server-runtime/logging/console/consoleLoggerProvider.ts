import { systemClock, type Clock } from '../../primitives/clock.ts';
import type { LogEntry, LoggerProvider } from '../logEntry.ts';
import { LogLevel } from '../logLevel.ts';
import { checkConsoleOptions, type ConsoleLoggerOptions } from './consoleLoggerOptions.ts';
import { formatJson } from './jsonFormatter.ts';
import { formatSimple } from './simpleFormatter.ts';
import { formatSystemd } from './systemdFormatter.ts';
import { formatTimestamp } from './formatTimestamp.ts';

/** Where text goes. */
export interface ConsoleOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const defaults: Required<ConsoleLoggerOptions> = {
  formatter: 'simple',
  includeScopes: false,
  timestampFormat: '',
  useUtcTimestamp: false,
  singleLine: false,
  colorBehavior: 'default',
  logToStandardErrorThreshold: LogLevel.none,
};

/** Writes entries to the console, each at once and whole, so that nothing is lost when the process ends. */
export class ConsoleLoggerProvider implements LoggerProvider {
  readonly name = 'Console';
  readonly #stdout: ConsoleOutput | undefined;
  readonly #stderr: ConsoleOutput | undefined;
  readonly #clock: Clock;
  #options = defaults;

  /** The process's own streams and clock unless others are given. */
  constructor(
    settings: {
      stdout?: ConsoleOutput;
      stderr?: ConsoleOutput;
      clock?: Clock;
    } & ConsoleLoggerOptions = {},
  ) {
    const { stdout, stderr, clock, ...options } = settings;
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.#clock = clock ?? systemClock;
    this.configure(options);
  }

  get includeScopes(): boolean {
    return this.#options.includeScopes;
  }

  /** Replaces the settings; what is left out gets its default. Throws a TypeError for a value that does not exist. */
  configure(options: ConsoleLoggerOptions): void {
    checkConsoleOptions(options);
    this.#options = { ...defaults, ...options };
  }

  write(entry: LogEntry): void {
    // process.stdout is made when it is first touched, which takes a while: not before there is something to write.
    const output =
      entry.level >= this.#options.logToStandardErrorThreshold
        ? (this.#stderr ?? process.stderr)
        : (this.#stdout ?? process.stdout);
    output.write(this.#format(entry, output));
  }

  #format(entry: LogEntry, output: ConsoleOutput): string {
    const { formatter, timestampFormat, useUtcTimestamp, singleLine } = this.#options;
    const timestamp =
      timestampFormat === ''
        ? ''
        : formatTimestamp(timestampFormat, this.#clock.date(), useUtcTimestamp);
    if (formatter === 'json') return formatJson(entry, timestamp, this.includeScopes);
    if (formatter === 'systemd') return formatSystemd(entry, timestamp);
    return formatSimple(entry, { colors: this.#hasColors(output), singleLine, timestamp });
  }

  #hasColors(output: ConsoleOutput): boolean {
    const { colorBehavior } = this.#options;
    if (colorBehavior !== 'default') return colorBehavior === 'enabled';
    const { NO_COLOR, DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION: redirected } =
      process.env;
    if (NO_COLOR) return false;
    return output.isTTY === true || redirected === '1' || redirected?.toLowerCase() === 'true';
  }
}
