import { readFlag, type LoggingConfiguration } from '../loggingConfiguration.ts';
import { parseLogLevel, type LogLevel } from '../logLevel.ts';

/** How entries look on the console. */
export interface ConsoleLoggerOptions {
  /** `simple` for people (the default), `json` for collectors, `systemd` for the journal. */
  formatter?: 'simple' | 'json' | 'systemd';
  /** True: the open scopes show. */
  includeScopes?: boolean;
  /** Goes before each entry, in .NET's date format, as `HH:mm:ss `; none unless set. */
  timestampFormat?: string;
  /** True: times are UTC rather than local. */
  useUtcTimestamp?: boolean;
  /** True: simple entries take one line. */
  singleLine?: boolean;
  /** Colours of the simple format: `default` is when the output is a terminal. */
  colorBehavior?: 'default' | 'enabled' | 'disabled';
  /** Entries from this level on go to stderr; none unless set. */
  logToStandardErrorThreshold?: LogLevel;
}

/**
 * The settings of a `Logging` section: `IncludeScopes` (1.0), `Console:FormatterName`,
 * `Console:LogToStandardErrorThreshold` and `Console:FormatterOptions:*`. Throws a TypeError for a formatter or level
 * that does not exist.
 */
export function readConsoleOptions(section: LoggingConfiguration): ConsoleLoggerOptions {
  const console = section.getSection('Console');
  const format = console.getSection('FormatterOptions');
  const options: ConsoleLoggerOptions = {};
  const formatter = console.get('FormatterName');
  if (formatter) options.formatter = readFormatter(formatter);
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
  const colors = format.get('ColorBehavior')?.toLowerCase();
  if (colors === 'enabled' || colors === 'disabled') options.colorBehavior = colors;
  const threshold = console.get('LogToStandardErrorThreshold');
  if (threshold) options.logToStandardErrorThreshold = parseLogLevel(threshold);
  return options;
}

function readFormatter(name: string): 'simple' | 'json' | 'systemd' {
  const wanted = name.toLowerCase();
  if (wanted === 'simple' || wanted === 'json' || wanted === 'systemd') return wanted;
  throw new TypeError(`Unknown console formatter '${name}'. Use one of simple, json, systemd.`);
}
