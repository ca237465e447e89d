/** Scheme, host (a bracketed IPv6 address as one), port and the rest of a URL or of a server address with wildcards. */
const addressPattern = /^(https?):\/\/(\[[^\]]*\]|[^/:?#]*)(:\d+)?([/?#].*)?$/i;

const wildcardHosts = new Set(['*', '+', '0.0.0.0', '[::]', '']);

/** The URL that a browser on this computer reaches a listening address at; undefined for a socket or pipe. */
export function browsableUrl(address: string): string | undefined {
  const match = addressPattern.exec(address);
  if (!match) return undefined;
  const [, scheme = '', host = '', port = '', rest = '/'] = match;
  return `${scheme}://${wildcardHosts.has(host) ? 'localhost' : host}${port}${rest}`;
}

/**
 * The page that a profile opens: its `launchUrl` when that is absolute, else the first address that a browser can
 * open with the `launchUrl` below it. Undefined when there is no such address.
 */
export function launchPage(
  addresses: readonly string[],
  launchUrl: string | undefined,
): string | undefined {
  if (launchUrl !== undefined && /^https?:\/\//i.test(launchUrl)) return browsableUrl(launchUrl);
  const base = addresses.map(browsableUrl).find((url) => url !== undefined);
  if (base === undefined || !launchUrl) return base;
  return `${base.replace(/\/$/, '')}/${launchUrl.replace(/^\//, '')}`;
}
