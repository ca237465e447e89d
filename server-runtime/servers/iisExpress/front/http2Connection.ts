import {
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
  performServerHandshake,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { TrackedConnection } from '../../shared/connectionTracker.ts';
import type { Exchange } from '../forwarding/exchange.ts';
import { createWebSocketKey, webSocketAccept } from '../forwarding/webSocketKey.ts';
import type { ClientResponseHead, ExchangeClient } from '../forwarding/exchangeClient.ts';
import { type HeaderLines, joinValues, removeName, setLine } from '../forwarding/headerLines.ts';
import type { StatusPage } from '../statusPages.ts';
import { UpstreamError } from '../upstream/upstreamError.ts';
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
  // RFC 8441 §3: what lets clients open WebSockets here.
  const session = performServerHandshake(socket, { settings: { enableConnectProtocol: true } });
  session.on('error', () => {});
  // Half a connection is of no use here, and the streams on it must hear that their client has gone.
  socket.once('end', () => session.destroy());
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
    abort: () => {
      session.destroy();
      // Once it was asked to close, the session would wait for a client that may never end its side.
      socket.destroy();
    },
    tick: () => {},
  };
  context.tracker.add(tracked);
  session.on('close', () => context.tracker.delete(tracked));
}

/** One request over HTTP/2. */
class Http2Stream implements ExchangeClient {
  readonly #stream: ServerHttp2Stream;
  readonly #exchange: Exchange;
  /** Of a WebSocket: what the worker has to answer to. */
  readonly #webSocketKey: string | undefined;
  #isEnded = false;

  constructor(
    context: FrontContext,
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    endpoint: ClientEndpoint,
  ) {
    this.#stream = stream;
    stream.on('error', () => {});
    const lines = toLines(headers);
    const isWebSocket = isExtendedConnect(headers);
    if (isWebSocket) {
      // HTTP/2 does without (RFC 8441 §5); the worker, which is asked in HTTP/1.1, does not.
      this.#webSocketKey = createWebSocketKey();
      setLine(lines, 'Sec-WebSocket-Key', this.#webSocketKey);
    }
    // What comes before a WebSocket is open is left to wait, and is no body.
    const hasBody = !isWebSocket && !stream.endAfterHeaders;
    const length = Number(headers['content-length'] ?? -1);
    this.#exchange = context.handler.begin(
      {
        method: isWebSocket ? 'GET' : String(headers[':method']),
        target: String(headers[':path']),
        lines,
        contentLength: hasBody ? length : 0,
        isWebSocket,
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
    if (this.#webSocketKey === undefined) this.#listenToBody();
    stream.on('drain', () => this.#exchange.onClientDrain());
    stream.on('close', () => {
      if (!this.#isEnded) this.#exchange.onClientGone();
    });
  }

  #listenToBody(): void {
    const stream = this.#stream;
    stream.on('data', (chunk: Buffer) => this.#exchange.onClientBody(chunk));
    stream.on('end', () => this.#exchange.onClientEnd());
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
    if (this.#webSocketKey !== undefined && head.statusCode < 300) {
      // To the client 200 would mean that the WebSocket is open.
      throw new UpstreamError('invalid', 'The worker answered as if no WebSocket was asked for.');
    }
    this.#stream.respond(toHeaders(head), { endStream: head.body === 'none' });
  }

  switchProtocols({ lines }: ClientResponseHead): void {
    if (this.#isGone) return;
    const key = this.#webSocketKey as string;
    if (joinValues(lines, 'sec-websocket-accept') !== webSocketAccept(key)) {
      throw new UpstreamError('invalid', 'The worker does not know how to open a WebSocket.');
    }
    removeName(lines, 'sec-websocket-accept');
    this.#stream.respond(toHeaders({ statusCode: 200, lines }));
    this.#listenToBody();
  }

  sendBody(chunk: Buffer): boolean {
    if (this.#isGone) return false;
    const isSmall = chunk.length <= maxCopiedBytes;
    this.#stream.write(isSmall ? Buffer.from(chunk) : chunk);
    return !isSmall;
  }

  end(): void {
    this.#isEnded = true;
    if (this.#isGone) return;
    this.#stream.end();
    this.#endConnect();
  }

  sendPage(page: StatusPage): void {
    this.#isEnded = true;
    if (this.#isGone) return;
    this.#stream.respond({ ':status': page.status, 'content-type': page.contentType });
    this.#stream.end(page.body);
    this.#endConnect();
  }

  /** The client of a CONNECT does not end its direction by itself; what it says now is nobody's. */
  #endConnect(): void {
    if (this.#webSocketKey !== undefined) this.#stream.close();
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
    (method !== 'CONNECT' || isExtendedConnect(headers)) &&
    /^(\/[\x21-\x7e]*|\*)$/.test(target)
  );
}

/** Asks for a WebSocket (RFC 8441 §4). */
function isExtendedConnect(headers: IncomingHttpHeaders): boolean {
  return headers[':method'] === 'CONNECT' && headers[':protocol'] === 'websocket';
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
}: Pick<ClientResponseHead, 'statusCode' | 'lines'>): Record<string, string | string[] | number> {
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
