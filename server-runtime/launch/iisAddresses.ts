import { formatApplicationUrl, parseApplicationUrl } from './applicationUrl.ts';
import type { IisBinding } from './model.ts';

/**
 * The addresses of an IIS or IIS Express site: its `applicationUrl`, and https on the same host when `sslPort` is not
 * 0. A URL that is https already (as full IIS has it) makes no second one. Empty without `applicationUrl` and port.
 */
export function iisAddresses(binding: IisBinding | undefined): string[] {
  if (binding === undefined) return [];
  const { urls } = parseApplicationUrl(binding.applicationUrl ?? '', { server: 'IISExpress' });
  const addresses = urls.map(formatApplicationUrl);
  const [first] = urls;
  if (binding.sslPort > 0 && !urls.some((url) => url.scheme === 'https')) {
    const host = first === undefined || first.host === '' ? 'localhost' : first.host;
    const pathBase = first?.pathBase ?? '';
    addresses.push(`https://${host}:${binding.sslPort}${pathBase}`);
  }
  return addresses;
}
