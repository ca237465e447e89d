import { readFlag, type LoggingConfiguration } from '../loggingConfiguration.ts';
import { parseLogLevel, type LogLevel } from '../logLevel.ts';

const formatters = ['simple', 'json', 'systemd'] as const;
const colorBehaviors = ['default', 'enabled', 'disabled'] as const;

/** How entries look on the console. */
export interface ConsoleLoggerOptions {
  /** `simple` for people (the default), `json` for collectors, `systemd` for the journal. */
  formatter?: (typeof formatters)[number];
  /** True: the open scopes show. */
  includeScopes?: boolean;
  /** Goes before each entry, in .NET's date format, as `HH:mm:ss `; none unless set. */
  timestampFormat?: string;
  /** True: times are UTC rather than local. */
  useUtcTimestamp?: boolean;
  /** True: simple entries take one line. */
  singleLine?: boolean;
  /** Colours of the simple format: `default` is when the output is a terminal. */
  colorBehavior?: (typeof colorBehaviors)[number];
  /** Entries from this level on go to stderr; none unless set. */
  logToStandardErrorThreshold?: LogLevel;
}

/**
 * The settings of a `Logging` section: `IncludeScopes` (1.0), `Console:FormatterName`,
 * `Console:LogToStandardErrorThreshold` and `Console:FormatterOptions:*`. Throws a TypeError for a value that
 * does not exist.
 */
export function readConsoleOptions(section: LoggingConfiguration): ConsoleLoggerOptions {
  const console = section.getSection('Console');
  const format = console.getSection('FormatterOptions');
  const options: ConsoleLoggerOptions = {};
  const formatter = console.get('FormatterName');
  if (formatter) options.formatter = choose('console formatter', formatters, formatter);
  const includeScopes =
    readFlag(format, 'IncludeScopes') ??
    readFlag(console, 'IncludeScopes') ??
    readFlag(section, 'IncludeScopes');
  if (includeScopes !== undefined) options.includeScopes = includeScopes;
  const timestampFormat = format.get('TimestampFormat') ?? console.get('TimestampFormat');
  if (timestampFormat) options.timestampFormat = timestampFormat;
  const useUtcTimestamp = readFlag(format, 'UseUtcTimestamp');
  if (useUtcTimestamp !== undefined) options.useUtcTimestamp = useUtcTimestamp;
  const singleLine = readFlag(format, 'SingleLine');
  if (singleLine !== undefined) options.singleLine = singleLine;
  const colors = format.get('ColorBehavior');
  if (colors) options.colorBehavior = choose('colour behaviour', colorBehaviors, colors);
  const threshold = console.get('LogToStandardErrorThreshold');
  if (threshold) options.logToStandardErrorThreshold = parseLogLevel(threshold);
  return options;
}

/** Throws a TypeError for options that code without types got wrong. */
export function checkConsoleOptions({ formatter, colorBehavior }: ConsoleLoggerOptions): void {
  if (formatter !== undefined) choose('console formatter', formatters, formatter);
  if (colorBehavior !== undefined) choose('colour behaviour', colorBehaviors, colorBehavior);
}

function choose<T extends string>(what: string, names: readonly T[], text: string): T {
  const name = names.find((one) => one === text.toLowerCase());
  if (name !== undefined) return name;
  throw new TypeError(`Unknown ${what} '${text}'. Use one of ${names.join(', ')}.`);
}
