import { isIP, isIPv4, isIPv6 } from 'node:net';

/** One end of a connection. */
export interface Endpoint {
  readonly address: string;
  /** 0 when unknown. */
  readonly port: number;
}

/** Reads `ip`, `ip:port`, `v6`, `[v6]` and `[v6]:port`; undefined for anything else, names among them. */
export function parseEndpoint(text: string): Endpoint | undefined {
  if (isIP(text) !== 0) return { address: text, port: 0 };
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const [, bracketed, plain, digits = '0'] = match;
  const port = Number(digits);
  if (port > 65_535) return undefined;
  if (bracketed !== undefined) return isIPv6(bracketed) ? { address: bracketed, port } : undefined;
  return plain !== undefined && isIPv4(plain) ? { address: plain, port } : undefined;
}

/** `ip:port`, with brackets around an IPv6 address. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}
