import type { LaunchProfile } from './model.ts';
import { parseApplicationUrl } from './applicationUrl.ts';

/** The parts of WHATWG's URL that are used here; every engine that this code runs in has it. */
interface UrlConstructor {
  new (url: string, base?: string): { readonly href: string };
}
const Url = (globalThis as unknown as { readonly URL: UrlConstructor }).URL;

/**
 * The address to open in a browser: the first of these that is an http address, with wildcard hosts turned into
 * localhost, and `launchUrl` on top by the rule of `dotnet watch`: blank means the address itself, an absolute URL is
 * taken as it is, everything else is resolved against the address. Null when there is nothing to open.
 */
export function browserUrlFor(
  profile: Pick<LaunchProfile, 'launchUrl'> | undefined,
  addresses: readonly string[],
): string | null {
  const base = addresses.map(browsableAddress).find((address) => address !== null) ?? null;
  const launchUrl = profile?.launchUrl?.trim() ?? '';
  if (launchUrl === '') return base;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(launchUrl)) return browsableAddress(launchUrl) ?? launchUrl;
  // A host and port without scheme: people mean http, while a URL parser takes the host for a scheme.
  if (/^[\w.-]+:\d+(\/|$)/.test(launchUrl)) return browsableAddress(`http://${launchUrl}`);
  if (base === null) return null;
  try {
    return new Url(launchUrl, base).href;
  } catch {
    return base;
  }
}

/** An http or https address that a browser on this machine can open; null for sockets and other schemes. */
export function browsableAddress(address: string): string | null {
  const match = /^(https?):\/\/(\[[^\]]*\]|[^/:?#]*)(.*)$/i.exec(address.trim());
  if (match === null) return null;
  const [, scheme = '', host = '', rest = ''] = match;
  if (host === '' || parseApplicationUrl(address).urls[0]?.socket !== undefined) return null;
  return `${scheme.toLowerCase()}://${isWildcardHost(host) ? 'localhost' : host}${rest}`;
}

/** True for hosts that a server listens on but a browser cannot open: `*`, `+`, 0.0.0.0 and [::]. */
function isWildcardHost(host: string): boolean {
  return ['*', '+', '0.0.0.0', '[::]', '::'].includes(host) || /^\[0*(:0*)+\]$/.test(host);
}
