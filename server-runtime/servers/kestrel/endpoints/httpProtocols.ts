/** The versions of HTTP that an endpoint speaks. */
export type HttpProtocols = 'http1' | 'http2' | 'http1AndHttp2';

/** As ALPN offers them (RFC 7301), the preferred one first. */
export function alpnProtocols(protocols: HttpProtocols): string[] {
  if (protocols === 'http1') return ['http/1.1'];
  return protocols === 'http2' ? ['h2'] : ['h2', 'http/1.1'];
}
