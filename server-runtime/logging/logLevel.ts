/** How grave an entry is. Comparable: a higher number is graver; `none` as a minimum lets nothing through. */
export const LogLevel = {
  trace: 0,
  debug: 1,
  information: 2,
  warning: 3,
  error: 4,
  critical: 5,
  none: 6,
} as const;
export type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

/** The names of the levels as settings and JSON lines spell them, by number. */
export const logLevelNames = [
  'Trace',
  'Debug',
  'Information',
  'Warning',
  'Error',
  'Critical',
  'None',
] as const;

/**
 * The level that a setting names, whatever its case; a number from 0 to 6 is accepted too. Throws a TypeError that
 * lists the names for any other text.
 */
export function parseLogLevel(text: string): LogLevel {
  const wanted = text.trim().toLowerCase();
  const index = logLevelNames.findIndex(
    (name, level) => name.toLowerCase() === wanted || String(level) === wanted,
  );
  if (index < 0) {
    throw new TypeError(
      `Configuration value '${text}' is not a log level. Use one of ${logLevelNames.join(', ')}.`,
    );
  }
  return index as LogLevel;
}
