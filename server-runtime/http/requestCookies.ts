/**
 * Reads `Cookie` headers (RFC 6265 §5.4). Values are unescaped where they can be. Of two with one name the first counts:
 * browsers send the more specific path first.
 */
export function parseCookies(headers: readonly string[]): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const header of headers) {
    for (const pair of header.split(';')) {
      const equals = pair.indexOf('=');
      if (equals < 0) continue;
      const name = pair.slice(0, equals).trim();
      if (name === '' || cookies.has(name)) continue;
      cookies.set(name, unescape(pair.slice(equals + 1).trim()));
    }
  }
  return cookies;
}

function unescape(text: string): string {
  const value =
    text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
