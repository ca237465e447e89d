/** The scheme, when the text is one (RFC 3986 §3.1). */
export function isScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*$/i.test(text);
}

/** A path, and not one that a redirect to it would take for the name of a host. */
export function isPrefix(text: string): boolean {
  return /^\/(?![/\\])/.test(text);
}

/** A host name or address with an optional port (RFC 3986 §3.2.2), without user info and the like. */
export function isHost(text: string): boolean {
  return /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.test(text);
}

/** True when a host is one of the patterns: `*`, a name, or `*.` and a name that its parent must be. Ports do not count. */
export function matchesHost(host: string, patterns: readonly string[]): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return patterns.some((pattern) => {
    const wanted = pattern.toLowerCase();
    if (wanted === '*') return true;
    return wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) : name === wanted;
  });
}

/** The entries of a list header, over all its lines. */
export function splitEntries(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((entry) => unquote(entry.trim()))
    .filter((entry) => entry !== '');
}

function unquote(entry: string): string {
  return entry.length >= 2 && entry.startsWith('"') && entry.endsWith('"')
    ? entry.slice(1, -1)
    : entry;
}
