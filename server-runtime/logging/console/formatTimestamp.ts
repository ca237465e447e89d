const specifier = /yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|f{1,7}|tt|zzz|K|'([^']*)'|\\(.)/g;
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** The one-letter formats that sort. */
const standardFormats: Readonly<Record<string, string>> = {
  O: 'yyyy-MM-ddTHH:mm:ss.fffffffK',
  o: 'yyyy-MM-ddTHH:mm:ss.fffffffK',
  s: 'yyyy-MM-ddTHH:mm:ss',
  u: 'yyyy-MM-dd HH:mm:ssZ',
};

/** A time in .NET's custom date format, as far as log lines use it. */
export function formatTimestamp(format: string, time: Date, useUtc: boolean): string {
  // Local time is read as if it were UTC, shifted: one set of getters then does for both.
  const offset = useUtc ? 0 : -time.getTimezoneOffset();
  const date = new Date(time.getTime() + offset * 60_000);
  const custom = standardFormats[format] ?? format;
  return custom.replace(specifier, (token, quoted?: string, escaped?: string) => {
    if (quoted !== undefined) return quoted;
    if (escaped !== undefined) return escaped;
    return formatPart(token, date, useUtc, offset);
  });
}

function formatPart(token: string, date: Date, useUtc: boolean, offset: number): string {
  const pad = (value: number): string => String(value).padStart(token.length, '0');
  switch (token[0]) {
    case 'y':
      return pad(token.length === 2 ? date.getUTCFullYear() % 100 : date.getUTCFullYear());
    case 'M':
      return token === 'MMM' ? (months[date.getUTCMonth()] as string) : pad(date.getUTCMonth() + 1);
    case 'd':
      return pad(date.getUTCDate());
    case 'H':
      return pad(date.getUTCHours());
    case 'h':
      return pad(date.getUTCHours() % 12 || 12);
    case 'm':
      return pad(date.getUTCMinutes());
    case 's':
      return pad(date.getUTCSeconds());
    case 'f':
      return String(date.getUTCMilliseconds())
        .padStart(3, '0')
        .padEnd(7, '0')
        .slice(0, token.length);
    case 't':
      return date.getUTCHours() < 12 ? 'AM' : 'PM';
    default:
      return token === 'K' && useUtc ? 'Z' : formatOffset(offset);
  }
}

function formatOffset(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}
