import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { HeaderDictionary } from '../../../http/headerDictionary.ts';
import type { IHttpRequestFeature } from '../../../http/features/httpRequestFeature.ts';
import type { IHeaderDictionary } from '../../../http/headers.ts';
import { parseTarget } from '../../shared/http1/requestTarget.ts';
import { Http2Body } from './http2Body.ts';
import { connectProtocol } from './http2ExtendedConnect.ts';

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

  /** Throws a BadHttpRequestError for a path that is none. */
  constructor(
    stream: ServerHttp2Stream,
    pseudo: IncomingHttpHeaders,
    rawHeaders: readonly string[],
    scheme: string,
    maxBodySize: number | null,
  ) {
    this.scheme = scheme;
    this.method = pseudo[':method'] ?? '';
    const authority = pseudo[':authority'] ?? '';
    this.rawTarget = pseudo[':path'] ?? authority;
    // An extended CONNECT names a path, as other methods do (RFC 8441 §4).
    const isTunnel = connectProtocol(pseudo) !== undefined;
    const target = parseTarget(isTunnel ? 'GET' : this.method, this.rawTarget);
    this.path = target.path;
    this.queryString = target.query;
    this.headers = new HeaderDictionary(fieldLines(authority, rawHeaders));
    const length = this.headers.get('content-length');
    this.body = new Http2Body(stream, length === undefined ? -1 : Number(length), maxBodySize);
  }
}

/** Name and value in turn: what HTTP/1.1 would have had, with Host for `:authority`. */
function fieldLines(authority: string, rawHeaders: readonly string[]): string[] {
  const lines: string[] = authority === '' ? [] : ['Host', authority];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.startsWith(':') || (name === 'host' && authority !== '')) continue;
    lines.push(name, rawHeaders[i + 1] as string);
  }
  return lines;
}
