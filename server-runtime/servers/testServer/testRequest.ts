import { Readable } from 'node:stream';
import type { BodyReader, IHttpRequestFeature } from '../../http/features/httpRequestFeature.ts';
import { HeaderDictionary } from '../../http/headerDictionary.ts';
import { IterableBody } from '../../http/requestBody.ts';
import { parseTarget } from '../shared/http1/requestTarget.ts';

/** A request for a TestServer. All of it can be left out: that is a `GET /`. */
export interface TestRequest {
  /** `GET` unless set. */
  readonly method?: string;
  /** Path and query as a client sends them: escaped. */
  readonly url?: string;
  /** `http` unless set. */
  readonly scheme?: 'http' | 'https';
  /** `localhost` unless given here or among the headers. */
  readonly host?: string;
  /** A list stands for repeated lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent with Content-Length when its length is known, else in chunks. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** Aborting it is the client going away. */
  readonly signal?: AbortSignal;
}

/** The request that the app sees. */
export class TestRequestFeature implements IHttpRequestFeature {
  protocol = 'HTTP/1.1';
  scheme: string;
  method: string;
  pathBase = '';
  path: string;
  queryString: string;
  rawTarget: string;
  headers: HeaderDictionary;
  body: BodyReader;

  constructor({ method = 'GET', url = '/', scheme = 'http', host, headers, body }: TestRequest) {
    this.method = method;
    this.scheme = scheme;
    this.rawTarget = url;
    if (/^\/[\w/-]*$/.test(url)) {
      this.path = url;
      this.queryString = '';
    } else {
      const { path, query } = parseTarget(method, url);
      this.path = path;
      this.queryString = query;
    }
    const lines: string[] = [];
    for (const name in headers) {
      const value = headers[name] as string | readonly string[];
      if (typeof value === 'string') lines.push(name, value);
      else for (const one of value) lines.push(name, one);
    }
    this.headers = new HeaderDictionary(lines);
    if (host !== undefined || !this.headers.has('Host')) {
      this.headers.set('Host', host ?? 'localhost');
    }
    this.body = body === undefined ? noBody : bodyOf(body);
    if (body instanceof Uint8Array || typeof body === 'string') {
      this.headers.set('Content-Length', Buffer.byteLength(body));
    } else if (body) {
      this.headers.set('Transfer-Encoding', 'chunked');
    }
  }
}

const nothing = Promise.resolve(undefined);
const noBody: BodyReader = { read: () => nothing, cancel: () => nothing };

function bodyOf(body: string | Uint8Array | AsyncIterable<Uint8Array>): BodyReader {
  if (typeof body === 'string') return new IterableBody(Readable.from([Buffer.from(body)]));
  return new IterableBody(body instanceof Uint8Array ? Readable.from([body]) : body);
}
