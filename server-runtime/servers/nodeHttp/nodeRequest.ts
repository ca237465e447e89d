import type { IncomingMessage, ServerResponse } from 'node:http';
import { BadHttpRequestError } from '../../http/badHttpRequestError.ts';
import type { IHttpConnectionFeature } from '../../http/features/httpConnectionFeature.ts';
import type { BodyReader, IHttpRequestFeature } from '../../http/features/httpRequestFeature.ts';
import type { IHttpRequestBodyDetectionFeature } from '../../http/features/httpRequestBodyDetectionFeature.ts';
import type { IHttpRequestTrailersFeature } from '../../http/features/httpRequestTrailersFeature.ts';
import type { IHttpRequestLifetimeFeature } from '../../http/features/httpRequestLifetimeFeature.ts';
import { HeaderDictionary } from '../../http/headerDictionary.ts';
import type { IHeaderDictionary } from '../../http/headers.ts';
import { parseTarget } from '../shared/http1/requestTarget.ts';

let connections = 0;
const connectionIds = new WeakMap<object, string>();

/** What a server must tell of a request, and of its connection, taken from Node's `IncomingMessage`. */
export class NodeRequest
  implements
    IHttpRequestFeature,
    IHttpConnectionFeature,
    IHttpRequestLifetimeFeature,
    IHttpRequestBodyDetectionFeature,
    IHttpRequestTrailersFeature
{
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  #abortion: AbortController | undefined;
  #givenSignal: AbortSignal | undefined;
  protocol: string;
  scheme: string;
  method: string;
  pathBase = '';
  path: string;
  queryString: string;
  rawTarget: string;
  headers: IHeaderDictionary;
  body: BodyReader;
  connectionId: string;
  remoteIpAddress: string | undefined;
  remotePort: number;
  localIpAddress: string | undefined;
  localPort: number;

  /** Throws a BadHttpRequestError when the target makes no sense. */
  constructor(message: IncomingMessage, response: ServerResponse) {
    const { socket } = message;
    this.#message = message;
    this.#response = response;
    this.method = message.method ?? '';
    this.protocol = `HTTP/${message.httpVersion}`;
    this.scheme = 'encrypted' in socket ? 'https' : 'http';
    this.rawTarget = message.url ?? '';
    const target = parseTarget(this.method, this.rawTarget);
    this.path = target.path;
    this.queryString = target.query;
    this.headers = new HeaderDictionary(message.rawHeaders);
    this.body = new NodeBodyReader(message);
    this.connectionId = connectionIds.get(socket) ?? (++connections).toString(36).padStart(8, '0');
    connectionIds.set(socket, this.connectionId);
    this.remoteIpAddress = socket.remoteAddress;
    this.remotePort = socket.remotePort ?? 0;
    this.localIpAddress = socket.localAddress;
    this.localPort = socket.localPort ?? 0;
  }

  get canHaveBody(): boolean {
    const length = this.headers.get('Content-Length') ?? '0';
    return this.headers.has('Transfer-Encoding') || length !== '0';
  }

  get isAvailable(): boolean {
    return this.#message.complete;
  }

  get trailers(): IHeaderDictionary {
    if (!this.isAvailable) {
      throw new Error(
        'The request trailers are not available yet: read the body to its end first.',
      );
    }
    return new HeaderDictionary(this.#message.rawTrailers);
  }

  get requestAborted(): AbortSignal {
    if (this.#givenSignal) return this.#givenSignal;
    if (!this.#abortion) {
      const abortion = (this.#abortion = new AbortController());
      const response = this.#response;
      const abortUnlessDone = () => {
        if (!response.writableFinished) abortion.abort();
      };
      if (response.closed) abortUnlessDone();
      else response.once('close', abortUnlessDone);
    }
    return this.#abortion.signal;
  }
  set requestAborted(value: AbortSignal) {
    this.#givenSignal = value;
  }

  abort(): void {
    this.#abortion?.abort();
    this.#message.socket.destroy();
  }
}

/** Reads Node's stream chunk by chunk. */
class NodeBodyReader implements BodyReader {
  readonly #message: IncomingMessage;
  #iterator: AsyncIterator<Uint8Array> | undefined;

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  async read(): Promise<Uint8Array | undefined> {
    this.#iterator ??= this.#message[Symbol.asyncIterator]();
    try {
      const { done, value } = await this.#iterator.next();
      return done ? undefined : value;
    } catch (error) {
      throw Object.assign(new BadHttpRequestError('Unexpected end of request content.'), {
        cause: error,
      });
    }
  }

  async cancel(): Promise<void> {
    this.#message.resume();
  }
}
