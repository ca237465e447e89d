/** What of the original request a proxy passes on: `X-Forwarded-For`, `-Proto`, `-Host`, `-Prefix`. */
export type ForwardedPart = 'for' | 'proto' | 'host' | 'prefix';

/** Settings of the forwarded headers middleware. */
export interface ForwardedHeadersOptions {
  /** Which headers apply; none unless set. */
  forwardedHeaders?: readonly ForwardedPart[];
  /** How many proxies to believe at most, counted from this server; null: any number. 1 unless set. */
  forwardLimit?: number | null;
  /** Addresses of proxies that are believed; only `::1` unless set. */
  knownProxies?: readonly string[];
  /** Networks of proxies that are believed, as `10.0.0.0/8`; only `127.0.0.0/8` unless set. Both lists empty: all are. */
  knownNetworks?: readonly string[];
  /** True: requests whose headers do not hold the same number of entries are left as they are. False unless set. */
  requireHeaderSymmetry?: boolean;
  /** Hosts that `X-Forwarded-Host` may name: `example.com`, `*.example.com`, `*`. Any unless set. */
  allowedHosts?: readonly string[];
  /** Names of the headers, when a proxy has its own. */
  headerNames?: Partial<Record<ForwardedPart, string>>;
  /** Names of the headers that keep what was there before. */
  originalHeaderNames?: Partial<Record<ForwardedPart, string>>;
}

/** What `ASPNETCORE_FORWARDEDHEADERS_ENABLED=true` stands for: client and scheme, from whatever proxy. */
export const forwardedHeadersFromAnyProxy: ForwardedHeadersOptions = {
  forwardedHeaders: ['for', 'proto'],
  knownProxies: [],
  knownNetworks: [],
};
