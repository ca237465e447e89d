/** An http address in two: where it is, and what is asked for there. Undefined for other addresses. */
export function splitAddress(
  url: string,
): { readonly origin: string; readonly rest: string } | undefined {
  const [, origin, rest] = /^(https?:\/\/[^/?#]+)(.*)$/is.exec(url) ?? [];
  return origin === undefined || rest === undefined ? undefined : { origin, rest };
}

/**
 * What is asked for, at another place, letter by letter: to read and write it again would change what is encoded in it.
 * @param place an origin, or a path below one as a proxy of the editor has for each port
 */
export function addressAt(place: string, rest: string): string {
  const base = place.replace(/\/$/, '');
  const isBelowPath = /^\w+:\/\/[^/]+\//.test(base);
  // Below a path, the page's relative links need the slash after it.
  return isBelowPath && !rest.startsWith('/') ? `${base}/${rest}` : base + rest;
}
