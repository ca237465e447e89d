import type { Socket } from 'node:net';
import { BadHttpRequestError } from '../../../http/badHttpRequestError.ts';
import type { ConnectionTracker, TrackedConnection } from '../../shared/connectionTracker.ts';
import { MethodNotAllowedError, badRequest } from '../../shared/http1/badRequest.ts';
import type { BodyDecoder } from '../../shared/http1/bodyDecoder.ts';
import { ChunkedDecoder } from '../../shared/http1/chunkedDecoder.ts';
import { incomplete } from '../../shared/http1/fieldParser.ts';
import { LengthDecoder } from '../../shared/http1/lengthDecoder.ts';
import { startSharedRead } from '../../shared/sharedRead.ts';
import type { RequestHead } from '../../shared/http1/requestHead.ts';
import { RequestHeadParser } from '../../shared/http1/requestHeadParser.ts';
import type { Exchange } from '../forwarding/exchange.ts';
import type { ClientResponseHead, ExchangeClient } from '../forwarding/exchangeClient.ts';
import type { ForwardingHandler } from '../forwarding/forwardingHandler.ts';
import type { SiteHeartbeat } from '../siteHeartbeat.ts';
import { type StatusPage, textPage } from '../statusPages.ts';
import { Http1Writer } from './http1Writer.ts';
import { type ClientEndpoint, createClientRequest } from './createClientRequest.ts';

/** What the connections of a site share. */
export interface FrontContext {
  handler: ForwardingHandler;
  heartbeat: SiteHeartbeat;
  tracker: ConnectionTracker;
  /** In milliseconds. */
  timeouts: { headers: number; stall: number };
}

/** As http.sys: 16 KiB for a line. What the worker takes may be less; it answers that itself. */
const headLimits = {
  maxRequestLineSize: 16 * 1024,
  maxRequestHeadersTotalSize: 64 * 1024,
  maxRequestHeaderCount: 200,
};

/** How long, and how much, of a request that nobody reads any more is swallowed, so that the client can read why. */
const lingerMilliseconds = 2000;
/** Bytes of requests to come that are held while one is being served. */
const maxPipelinedBytes = 64 * 1024;

type State = 'head' | 'exchange' | 'tunnel' | 'lingering' | 'closed';

/** A client's HTTP/1 connection: one exchange after the other, or a tunnel. */
export class Http1Connection implements ExchangeClient, TrackedConnection {
  readonly #context: FrontContext;
  readonly #socket: Socket;
  readonly #endpoint: ClientEndpoint;
  readonly #parser = new RequestHeadParser(headLimits);
  readonly #writer: Http1Writer;
  #state: State = 'head';
  #exchange: Exchange | undefined;
  #head: RequestHead | undefined;
  #body: BodyDecoder | undefined;
  /** Bytes that were not taken yet: the beginning of a head, of trailers, or requests to come. */
  #rest: Buffer | undefined;
  #keepAlive = true;
  #isClosing = false;
  #isPaused = false;
  #lastActivity: number;
  /** The bytes that are being taken are only lent: what is kept of them must be copied. */
  #isLent = false;
  readonly #onBytes = (bytes: Buffer, isLent: boolean): void => {
    this.#isLent = isLent;
    this.#onData(bytes);
    this.#isLent = false;
  };
  readonly #onBodyChunk = (chunk: Buffer): void => {
    this.#exchange?.onClientBody(this.#own(chunk));
  };

  private constructor(context: FrontContext, socket: Socket, endpoint: ClientEndpoint) {
    this.#context = context;
    this.#socket = socket;
    this.#endpoint = endpoint;
    this.#writer = new Http1Writer(socket, context.heartbeat);
    this.#lastActivity = context.heartbeat.now;
    if (endpoint.scheme === 'https' || !startSharedRead(socket, this.#onBytes)) {
      socket.on('data', (bytes: Buffer) => this.#onBytes(bytes, false));
    }
    socket.on('drain', () => {
      this.#lastActivity = context.heartbeat.now;
      this.#exchange?.onClientDrain();
    });
    socket.on('end', () => this.#onEnd());
    socket.on('error', () => {});
    socket.on('close', () => this.#onClose());
  }

  /** Serves a connection until it ends. */
  static serve(context: FrontContext, socket: Socket, endpoint: ClientEndpoint): void {
    context.tracker.add(new Http1Connection(context, socket, endpoint));
  }

  get isFull(): boolean {
    return this.#socket.writableNeedDrain;
  }

  sendInterim(head: ClientResponseHead): void {
    // RFC 9110 §15.2: not to HTTP/1.0 clients.
    if (this.#head?.minorVersion === 1) this.#writer.writeHead(head, '');
  }

  sendHead(head: ClientResponseHead): void {
    const request = this.#head as RequestHead;
    const isHttp11 = request.minorVersion === 1;
    const isUnknown = head.body === 'unknown';
    // What is not read of the request would be taken for the next one.
    if (!this.#exchange?.isRequestComplete || this.#isClosing) this.#keepAlive = false;
    if (head.closesConnection) this.#keepAlive = false;
    if (isUnknown && !isHttp11) this.#keepAlive = false;
    let own = isUnknown && isHttp11 ? 'Transfer-Encoding: chunked\r\n' : '';
    if (!this.#keepAlive) own += 'Connection: close\r\n';
    else if (!isHttp11) own += 'Connection: keep-alive\r\n';
    this.#writer.isChunked = isUnknown && isHttp11;
    this.#writer.writeHead(head, own + this.#context.heartbeat.dateLine);
  }

  switchProtocols(head: ClientResponseHead): void {
    this.#state = 'tunnel';
    this.#keepAlive = false;
    this.#writer.writeHead(head, 'Connection: Upgrade\r\nUpgrade: websocket\r\n');
    this.#writer.flush();
    const early = this.#rest;
    this.#rest = undefined;
    if (early) this.#exchange?.onClientBody(early);
    this.resumeBody();
  }

  sendBody(chunk: Buffer): boolean {
    this.#lastActivity = this.#context.heartbeat.now;
    return this.#writer.writeBody(chunk);
  }

  end(): void {
    this.#writer.endBody();
    if (this.#state === 'closed') return;
    const isRequestComplete = this.#exchange?.isRequestComplete ?? true;
    this.#exchange = undefined;
    if (this.#state === 'tunnel' || !this.#keepAlive) {
      this.#finish(isRequestComplete);
      return;
    }
    this.#writer.flush();
    this.#state = 'head';
    this.#head = undefined;
    this.#body = undefined;
    this.#lastActivity = this.#context.heartbeat.now;
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest) this.#parseHeads(rest, false);
    this.resumeBody();
  }

  sendPage(page: StatusPage): void {
    this.#exchange = undefined;
    const body = typeof page.body === 'string' ? Buffer.from(page.body) : page.body;
    const headers = `Content-Type: ${page.contentType}\r\nContent-Length: ${body.length}\r\n`;
    this.#writer.writeStatus(page.status, page.reason, headers);
    if (this.#head?.method !== 'HEAD') this.#writer.writeBody(body);
    this.#finish(false);
  }

  abort(): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#state = 'closed';
    exchange?.onClientGone();
    // A reset rather than an orderly end: the client must not take what it has for all there is. TLS and unix sockets
    // have none, and after end() the system refuses it.
    const socket = this.#socket;
    const canReset =
      this.#endpoint.scheme === 'http' && !!socket.remoteAddress && !socket.writableEnded;
    if (canReset) socket.resetAndDestroy();
    else socket.destroy();
  }

  flush(): void {
    this.#writer.flush();
  }

  pauseBody(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#socket.pause();
  }

  resumeBody(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#lastActivity = this.#context.heartbeat.now;
    this.#socket.resume();
  }

  requestClose(): void {
    this.#isClosing = true;
    this.#keepAlive = false;
    if (this.#state === 'head' && !this.#rest) this.#finish(true);
  }

  tick(now: number): void {
    const silence = now - this.#lastActivity;
    const { timeouts } = this.#context;
    switch (this.#state) {
      case 'head':
        if (this.#rest) {
          if (silence > timeouts.headers) this.#refuse(badRequest.headersTimeout());
        } else if (silence > timeouts.stall) {
          this.#socket.destroy();
        }
        return;
      case 'exchange': {
        if (silence <= timeouts.stall) return;
        const isBodyAwaited = !this.#exchange?.isRequestComplete && !this.#isPaused;
        if (isBodyAwaited) this.#refuse(badRequest.bodyTimeout());
        else if (this.#socket.writableLength > 0) this.#socket.destroy();
        return;
      }
      case 'lingering':
        if (silence > lingerMilliseconds) this.#socket.destroy();
        return;
      default:
      // A tunnel may be silent for as long as it likes.
    }
  }

  #onData(bytes: Buffer): void {
    switch (this.#state) {
      case 'head': {
        const isMore = this.#rest !== undefined;
        this.#parseHeads(this.#join(bytes), isMore);
        return;
      }
      case 'exchange':
        this.#lastActivity = this.#context.heartbeat.now;
        this.#receiveBody(this.#join(bytes));
        return;
      case 'tunnel':
        this.#exchange?.onClientBody(this.#own(bytes));
        return;
      default:
      // Swallowed.
    }
  }

  #join(bytes: Buffer): Buffer {
    if (!this.#rest) return bytes;
    const joined = Buffer.concat([this.#rest, bytes]);
    this.#rest = undefined;
    this.#isLent = false;
    return joined;
  }

  /** The bytes, good for as long as they are needed. */
  #own(bytes: Buffer): Buffer {
    return this.#isLent ? Buffer.from(bytes) : bytes;
  }

  /** `isMore`: they are joined with what was parsed before. */
  #parseHeads(bytes: Buffer, isMore: boolean): void {
    let start = 0;
    if (!isMore) {
      this.#lastActivity = this.#context.heartbeat.now;
      // RFC 9112 §2.2: empty lines before a request are nothing.
      while (bytes[start] === 0x0d && bytes[start + 1] === 0x0a) start += 2;
      if (start === bytes.length) return;
      if (start === bytes.length - 1 && bytes[start] === 0x0d) {
        this.#rest = this.#own(bytes.subarray(start));
        return;
      }
    }
    let end: number;
    try {
      end = this.#parser.parse(bytes, start);
      if (end !== incomplete) this.#beginExchange(this.#parser.head);
    } catch (error) {
      if (!(error instanceof BadHttpRequestError)) throw error;
      this.#refuse(error);
      return;
    }
    if (end === incomplete) this.#rest = this.#own(bytes.subarray(start));
    else if (end < bytes.length) this.#receiveBody(bytes.subarray(end));
  }

  #beginExchange(head: RequestHead): void {
    const request = createClientRequest(head, this.#endpoint);
    this.#state = 'exchange';
    this.#head = head;
    this.#keepAlive = head.keepAlive && !this.#isClosing;
    if (head.isChunked) {
      this.#body = new ChunkedDecoder(headLimits, head.fieldCount, head.fieldSize);
    } else if (head.contentLength > 0) {
      this.#body = new LengthDecoder(head.contentLength);
    } else {
      this.#body = undefined;
    }
    this.#exchange = this.#context.handler.begin(request, this);
  }

  #receiveBody(bytes: Buffer): void {
    let end = 0;
    if (this.#body && !this.#body.isDone) {
      try {
        end = this.#body.decode(bytes, 0, this.#onBodyChunk);
      } catch (error) {
        this.#refuse(error as BadHttpRequestError);
        return;
      }
      if (this.#body.isDone) this.#exchange?.onClientEnd();
    }
    if (end === bytes.length || this.#state !== 'exchange') return;
    this.#rest = this.#own(bytes.subarray(end));
    if (this.#rest.length > maxPipelinedBytes) this.pauseBody();
  }

  /** Answers a request that is none, and closes. */
  #refuse(error: BadHttpRequestError): void {
    const exchange = this.#exchange;
    if (exchange) {
      exchange.refuse(textPage(error.statusCode, error.message));
      return;
    }
    const allow = error instanceof MethodNotAllowedError ? `Allow: ${error.allow}\r\n` : '';
    this.#writer.writeStatus(error.statusCode, '', `Content-Length: 0\r\n${allow}`);
    this.#finish(false);
  }

  /** Sends what there is and closes: at once, or when the client has had time to read it. */
  #finish(isRequestComplete: boolean): void {
    this.#writer.flush();
    this.#exchange = undefined;
    this.#rest = undefined;
    this.#socket.end();
    this.#lastActivity = this.#context.heartbeat.now;
    this.#state = 'lingering';
    this.resumeBody();
    if (isRequestComplete) this.#socket.destroySoon();
  }

  /** The client sends no more. */
  #onEnd(): void {
    if (this.#state === 'tunnel') this.#exchange?.onClientEnd();
    else if (this.#state === 'head' && this.#rest) {
      this.#refuse(badRequest.incompleteHeaders());
      this.#socket.destroySoon();
    } else if (this.#state === 'lingering') this.#socket.destroySoon();
    // A client that closes while it is served has gone: what speaks HTTP does not half-close.
    else this.#socket.destroy();
  }

  #onClose(): void {
    this.#state = 'closed';
    this.#context.tracker.delete(this);
    const exchange = this.#exchange;
    this.#exchange = undefined;
    exchange?.onClientGone();
  }
}
