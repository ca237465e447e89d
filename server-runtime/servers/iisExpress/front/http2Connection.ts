import {
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
  performServerHandshake,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { TrackedConnection } from '../../shared/connectionTracker.ts';
import type { Exchange } from '../forwarding/exchange.ts';
import type { ClientResponseHead, ExchangeClient } from '../forwarding/exchangeClient.ts';
import type { HeaderLines } from '../forwarding/headerLines.ts';
import type { StatusPage } from '../statusPages.ts';
import type { ClientEndpoint } from './createClientRequest.ts';
import type { FrontContext } from './http1Connection.ts';

/** Bytes up to this many are copied, so that they do not keep a whole read buffer. */
const maxCopiedBytes = 8192;

/** Serves a connection whose client chose HTTP/2: in front only, the worker is spoken to in HTTP/1.1. */
export function serveHttp2(
  context: FrontContext,
  socket: TLSSocket,
  endpoint: ClientEndpoint,
): void {
  const session = performServerHandshake(socket);
  session.on('error', () => {});
  session.on('stream', (stream, headers) => {
    if (isForwardable(headers)) Http2Stream.serve(context, stream, headers, endpoint);
    else
      stream.respond(
        { ':status': 405, allow: 'GET, HEAD, POST, PUT, DELETE' },
        { endStream: true },
      );
  });
  const tracked: TrackedConnection = {
    requestClose: () => session.close(),
    abort: () => session.destroy(),
    tick: () => {},
  };
  context.tracker.add(tracked);
  session.on('close', () => context.tracker.delete(tracked));
}

/** One request over HTTP/2. */
class Http2Stream implements ExchangeClient {
  readonly #stream: ServerHttp2Stream;
  readonly #exchange: Exchange;
  #isEnded = false;

  constructor(
    context: FrontContext,
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    endpoint: ClientEndpoint,
  ) {
    this.#stream = stream;
    stream.on('error', () => {});
    const hasBody = !stream.endAfterHeaders;
    const length = Number(headers['content-length'] ?? -1);
    this.#exchange = context.handler.begin(
      {
        method: String(headers[':method']),
        target: String(headers[':path']),
        lines: toLines(headers),
        contentLength: hasBody ? length : 0,
        isWebSocket: false,
        scheme: endpoint.scheme,
        remoteAddress: endpoint.remoteAddress,
        remotePort: endpoint.remotePort,
        clientCertificate: endpoint.clientCertificate,
      },
      this,
    );
  }

  static serve(...args: ConstructorParameters<typeof Http2Stream>): void {
    const stream = new Http2Stream(...args);
    stream.#listen();
  }

  #listen(): void {
    const stream = this.#stream;
    stream.on('data', (chunk: Buffer) => this.#exchange.onClientBody(chunk));
    stream.on('end', () => {
      this.#exchange.onClientEnd();
    });
    stream.on('drain', () => this.#exchange.onClientDrain());
    stream.on('close', () => {
      if (!this.#isEnded) this.#exchange.onClientGone();
    });
  }

  get isFull(): boolean {
    return this.#stream.writableNeedDrain;
  }

  get #isGone(): boolean {
    return this.#stream.destroyed || this.#stream.closed;
  }

  sendInterim(head: ClientResponseHead): void {
    if (!this.#isGone) this.#stream.additionalHeaders(toHeaders(head));
  }

  sendHead(head: ClientResponseHead): void {
    if (this.#isGone) return;
    this.#stream.respond(toHeaders(head), { endStream: head.body === 'none' });
  }

  switchProtocols(): void {
    this.abort();
  }

  sendBody(chunk: Buffer): boolean {
    if (this.#isGone) return false;
    const isSmall = chunk.length <= maxCopiedBytes;
    this.#stream.write(isSmall ? Buffer.from(chunk) : chunk);
    return !isSmall;
  }

  end(): void {
    this.#isEnded = true;
    if (!this.#isGone) this.#stream.end();
  }

  sendPage(page: StatusPage): void {
    this.#isEnded = true;
    if (this.#isGone) return;
    this.#stream.respond({ ':status': page.status, 'content-type': page.contentType });
    this.#stream.end(page.body);
  }

  abort(): void {
    this.#isEnded = true;
    // Not close(): that ends the stream in order first, and the client would take what it has for all there is.
    this.#stream.destroy(new Error('The response broke off.'));
  }

  flush(): void {
    // Node's session collects frames itself.
  }

  pauseBody(): void {
    this.#stream.pause();
  }

  resumeBody(): void {
    this.#stream.resume();
  }
}

/** Nothing that would mean something else in HTTP/1.1, and no tunnel to elsewhere. */
function isForwardable(headers: IncomingHttpHeaders): boolean {
  const method = String(headers[':method']);
  const target = String(headers[':path']);
  return (
    /^[!#$%&'*+\-.^_`|~\w]+$/.test(method) &&
    method !== 'CONNECT' &&
    /^(\/[\x21-\x7e]*|\*)$/.test(target)
  );
}

/** Fields of a request, with Host for `:authority` and one Cookie line (RFC 9113 §8.2.3, §8.3.1). */
function toLines(headers: IncomingHttpHeaders): HeaderLines {
  const lines: HeaderLines = [];
  const authority = headers[':authority'];
  if (authority !== undefined) lines.push('host', authority);
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(':') || value === undefined) continue;
    if (name === 'host' && authority !== undefined) continue;
    if (Array.isArray(value)) for (const one of value) lines.push(name, one);
    else lines.push(name, value);
  }
  return lines;
}

/** Fields of a response; names in lower case, repeated ones as lists. */
function toHeaders({
  statusCode,
  lines,
}: ClientResponseHead): Record<string, string | string[] | number> {
  const headers: Record<string, string | string[] | number> = { ':status': statusCode };
  for (let i = 0; i < lines.length; i += 2) {
    const name = (lines[i] as string).toLowerCase();
    const value = lines[i + 1] as string;
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else headers[name] = [String(before), value];
  }
  return headers;
}
