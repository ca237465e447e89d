const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
// RFC 9110 §5.6.7: the one form to send, then the two that old clients send.
const forms = [
  /^[a-z]{3}, (?<day>\d{2}) (?<month>[a-z]{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/i,
  /^[a-z]{6,9}, (?<day>\d{2})-(?<month>[a-z]{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/i,
  /^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/i,
];

/** Reads a date of a header, in milliseconds since 1970; undefined when it is not one. */
export function parseHttpDate(text: string): number | undefined {
  for (const form of forms) {
    const groups = form.exec(text.trim())?.groups;
    if (!groups) continue;
    const { day = '', month = '', year = '', time = '' } = groups;
    const index = months.indexOf(month.toLowerCase());
    const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
    if (index < 0 || Number(day) > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
    return Date.UTC(fullYear(year), index, Number(day), hour, minute, second);
  }
  return undefined;
}

/** Two digits are the year that is not more than fifty years ahead. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year);
  const now = new Date().getUTCFullYear();
  const candidate = now - (now % 100) + Number(year);
  return candidate > now + 50 ? candidate - 100 : candidate;
}
