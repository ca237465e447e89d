import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { HeaderDictionary } from '../../../http/headerDictionary.ts';
import type { IHttpRequestFeature } from '../../../http/features/httpRequestFeature.ts';
import type { IHeaderDictionary } from '../../../http/headers.ts';
import { badRequest } from '../../shared/http1/badRequest.ts';
import { isValidHost } from '../../shared/http1/hostHeader.ts';
import { parseTarget } from '../../shared/http1/requestTarget.ts';
import { Http2Body } from './http2Body.ts';
import { connectProtocol } from './http2ExtendedConnect.ts';
import { Http2FieldCount } from './http2FieldCount.ts';
import type { Http2Services } from './http2Services.ts';

/** A request of an HTTP/2 stream (RFC 9113 §8.3). */
export class Http2Request implements IHttpRequestFeature {
  protocol = 'HTTP/2';
  scheme: string;
  method: string;
  pathBase = '';
  path: string;
  queryString: string;
  rawTarget: string;
  body: Http2Body;
  headers: IHeaderDictionary;

  /** Throws a BadHttpRequestError for what HTTP/1.1 refuses too. */
  constructor(
    stream: ServerHttp2Stream,
    pseudo: IncomingHttpHeaders,
    rawHeaders: readonly string[],
    scheme: string,
    { limits, allowAlternateSchemes }: Http2Services,
  ) {
    const fields = new Http2FieldCount(limits);
    fields.add(rawHeaders);
    this.method = pseudo[':method'] ?? '';
    this.scheme = requestScheme(pseudo, scheme, allowAlternateSchemes);
    const authority = pseudo[':authority'] ?? '';
    this.rawTarget = pseudo[':path'] ?? authority;
    // nghttp2 lets bytes outside of ASCII pass, and fragments.
    if (!/^[!"$-~]*$/.test(this.rawTarget)) throw badRequest.requestTarget(this.rawTarget);
    // An extended CONNECT names a path, as other methods do (RFC 8441 §4).
    const isTunnel = connectProtocol(pseudo) !== undefined;
    const target = parseTarget(isTunnel ? 'GET' : this.method, this.rawTarget);
    this.path = target.path;
    this.queryString = target.query;
    this.headers = new HeaderDictionary(fieldLines(authority, rawHeaders));
    const host = this.headers.get('Host');
    if (host === undefined) throw badRequest.missingHost();
    if (host !== '' && !isValidHost(host)) throw badRequest.host(host);
    const length = this.headers.get('content-length');
    this.body = new Http2Body(stream, length === undefined ? -1 : Number(length), limits, fields);
  }
}

/** What the client names; it must be that of the connection unless others are allowed, as behind a proxy that ends TLS. */
function requestScheme(pseudo: IncomingHttpHeaders, transport: string, isAny: boolean): string {
  const scheme = pseudo[':scheme'];
  if (scheme === undefined || scheme.toLowerCase() === transport) return transport;
  if (!isAny) throw badRequest.scheme(scheme, transport);
  return scheme;
}

/** Name and value in turn: what HTTP/1.1 would have had, with Host for `:authority` and one Cookie (RFC 9113 §8.2.3). */
function fieldLines(authority: string, rawHeaders: readonly string[]): string[] {
  const lines: string[] = authority === '' ? [] : ['Host', authority];
  let cookie = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    const value = rawHeaders[i + 1] as string;
    if (name.startsWith(':') || (name === 'host' && authority !== '')) continue;
    if (name === 'cookie') {
      if (cookie > 0) {
        lines[cookie] += `; ${value}`;
        continue;
      }
      cookie = lines.length + 1;
    }
    lines.push(name, value);
  }
  return lines;
}
