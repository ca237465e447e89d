import type { ResponseHead } from '../upstream/responseHead.ts';
import type { ResponseSink, UpstreamConnection } from '../upstream/upstreamConnection.ts';
import { UpstreamError } from '../upstream/upstreamError.ts';
import type { ServerProcess } from '../worker/serverProcess.ts';
import { type ClientRequest, canSendTwice } from './clientRequest.ts';
import type { ClientResponseHead, ExchangeClient } from './exchangeClient.ts';
import { formatRequestHead } from './formatRequestHead.ts';
import type { ForwardingHandler } from './forwardingHandler.ts';
import { type HeaderLines, joinValues, listElements } from './headerLines.ts';
import { responseHeaderPasses } from './responseHeaderPasses.ts';
import { isSwitchToWebSocket } from './webSocketHandler.ts';
import { latin1 } from '../../shared/http1/latin1.ts';

/** Body bytes that are held until there is a connection to send them over. */
const maxEarlyBytes = 64 * 1024;
/** Bytes up to this many are joined with the head before them: one write costs more than copying them. */
const maxJoinedBytes = 8192;

/** One request forwarded to a worker, and its answer. */
export class Exchange implements ResponseSink {
  readonly request: ClientRequest;
  /** Of the answer; 0 until there is one. */
  statusCode = 0;
  /** The answer is a page of the front end's own. */
  isRefused = false;
  /** Ends when the client or the worker likes: a WebSocket, or a stream of events. */
  isEndless = false;
  bytesReceived = 0;
  bytesSent = 0;
  /** The worker that it went to last. */
  worker: ServerProcess | undefined;
  readonly startedAt = performance.now();
  readonly #handler: ForwardingHandler;
  readonly #client: ExchangeClient;
  #connection: UpstreamConnection | undefined;
  #early: Buffer[] = [];
  #earlySize = 0;
  #isRequestComplete: boolean;
  #isTunnel = false;
  #isOver = false;
  #hasRetried = false;
  #isClientWaiting = false;

  constructor(handler: ForwardingHandler, request: ClientRequest, client: ExchangeClient) {
    this.#handler = handler;
    this.request = request;
    this.#client = client;
    this.#isRequestComplete = request.contentLength === 0;
  }

  /** True once the response has ended, well or not. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** True once every byte of the request has come. */
  get isRequestComplete(): boolean {
    return this.#isRequestComplete;
  }

  /** Sends the request to a worker, over a connection that may have served others. */
  send(worker: ServerProcess): void {
    if (this.#isOver) return;
    this.worker = worker;
    this.#sendOver(worker.connections.acquire(canSendTwice(this.request)), worker);
  }

  /** Ends it with a page instead of the worker's answer, or by breaking off when an answer has begun. */
  refuse(page: Parameters<ExchangeClient['sendPage']>[0]): void {
    if (this.#isOver) return;
    this.#connection?.abort();
    this.isRefused = true;
    if (this.statusCode === 0) {
      this.statusCode = page.status;
      this.#over();
      this.#client.sendPage(page);
    } else {
      this.#over();
      this.#client.abort();
    }
  }

  /** Takes part of the body, or of what the client sends through a tunnel. The bytes must not change. */
  onClientBody(chunk: Buffer): void {
    if (this.#isOver) return;
    this.bytesReceived += chunk.length;
    const limit = this.#handler.maxRequestBodySize;
    if (!this.#isTunnel && limit !== null && this.bytesReceived > limit) {
      this.refuse(this.#handler.tooLargePage(this.request));
      return;
    }
    if (!this.#connection?.isConnected) {
      this.#early.push(chunk);
      this.#earlySize += chunk.length;
      if (this.#earlySize > maxEarlyBytes) this.#waitForWorker();
      return;
    }
    if (!this.#writeBody(this.#connection, chunk)) this.#waitForWorker();
  }

  /** The body is complete; of a tunnel: the client sends no more. */
  onClientEnd(): void {
    this.#isRequestComplete = true;
    const connection = this.#connection;
    if (!connection?.isConnected) return;
    if (this.#isTunnel) connection.endTunnel();
    else this.#endRequest(connection);
  }

  /** The client is gone: so is the reason to go on. */
  onClientGone(): void {
    this.#connection?.abort();
    if (!this.#isOver) this.#over();
  }

  /** The client has taken what it was sent. */
  onClientDrain(): void {
    this.#connection?.resume();
  }

  onConnect(): void {
    const connection = this.#connection;
    if (!connection) return;
    const early = this.#early;
    this.#early = [];
    this.#earlySize = 0;
    let hasRoom = true;
    for (const chunk of early) hasRoom = this.#writeBody(connection, chunk);
    if (this.#isRequestComplete) this.#endRequest(connection);
    if (hasRoom) this.#resumeClient();
    else this.#waitForWorker();
  }

  onHead(head: ResponseHead): void {
    if (head.statusCode === 101) {
      this.#switch(head);
      return;
    }
    const { lines, statusCode, reason, framing } = head;
    const closesConnection =
      this.#handler.forwardsConnectionHeader &&
      listElements(joinValues(lines, 'connection')).includes('close');
    for (const pass of responseHeaderPasses) pass(lines);
    const body = framing === 'none' || framing === 'length' ? framing : 'unknown';
    const clientHead: ClientResponseHead = { statusCode, reason, lines, body, closesConnection };
    if (statusCode < 200) {
      this.#client.sendInterim(clientHead);
      this.#client.flush();
      return;
    }
    if (body === 'unknown' && isEventStream(lines)) this.#becomeEndless();
    this.#client.sendHead(clientHead);
    // Last, because a protocol may refuse the head: then there is still a page to be sent.
    this.statusCode = statusCode;
  }

  onBody(chunk: Buffer): boolean {
    this.bytesSent += chunk.length;
    const isKept = this.#client.sendBody(chunk);
    if (this.#client.isFull) this.#connection?.pause();
    return isKept;
  }

  onEnd(): void {
    // Half a tunnel is of no use to a WebSocket: its closing handshake is over before the connection ends.
    if (this.#isTunnel) this.#connection?.abort();
    this.#over();
    this.#client.end();
  }

  onBatchEnd(): void {
    this.#client.flush();
    if (!this.#isOver && this.#client.isFull) this.#connection?.pause();
  }

  onDrain(): void {
    this.#resumeClient();
  }

  onFailure(error: UpstreamError): void {
    const { worker } = this;
    if (!worker || this.#isOver) return;
    if (error.kind === 'refused' && !this.#hasRetried) {
      // Nothing was sent: the worker has gone since the last request, and the next one can have this.
      this.#hasRetried = true;
      this.#connection = undefined;
      this.#handler.retryElsewhere(this, worker);
      return;
    }
    if (error.kind === 'no-answer' && this.#connection?.isReused && !this.#hasRetried) {
      // The worker closed a connection that was idle before it saw the request. It is not sent again to another
      // worker: the request may be what this one died of.
      if (canSendTwice(this.request) && !worker.handle.exit) {
        this.#hasRetried = true;
        this.#sendOver(worker.connections.connect(), worker);
        return;
      }
    }
    this.refuse(this.#handler.badGatewayPage(this.request, error));
  }

  #sendOver(connection: UpstreamConnection, worker: ServerProcess): void {
    const { request } = this;
    this.#connection = connection;
    connection.begin(this, request.method === 'HEAD', request.isWebSocket);
    let text = formatRequestHead(request, worker.token);
    if (!connection.isConnected) {
      // The body waits until there is a connection, so that another worker can have all of it when there will be none.
      connection.writeLatin1(text);
      return;
    }
    const first = this.#early.length === 1 ? this.#early[0] : undefined;
    if (first && request.contentLength > 0 && first.length <= maxJoinedBytes) {
      text += latin1(first, 0, first.length);
      this.#early = [];
    }
    connection.writeLatin1(text);
    this.onConnect();
  }

  #writeBody(connection: UpstreamConnection, chunk: Uint8Array): boolean {
    if (this.#isTunnel || this.request.contentLength > 0) return connection.writeBytes(chunk);
    return connection.writeChunk(chunk);
  }

  #endRequest(connection: UpstreamConnection): void {
    if (this.request.contentLength < 0) connection.writeLatin1('0\r\n\r\n');
    connection.endRequest();
  }

  #switch(head: ResponseHead): void {
    if (!isSwitchToWebSocket(head)) {
      throw new UpstreamError(
        'invalid',
        'The worker switched to a protocol that nobody asked for.',
      );
    }
    const { statusCode, reason, lines } = head;
    for (const pass of responseHeaderPasses) pass(lines);
    // First, because bytes may follow at once.
    this.#isTunnel = true;
    this.#client.switchProtocols({ statusCode, reason, lines, body: 'none' });
    this.statusCode = statusCode;
    this.#becomeEndless();
  }

  #becomeEndless(): void {
    this.isEndless = true;
    this.#handler.onEndless();
  }

  #waitForWorker(): void {
    this.#isClientWaiting = true;
    this.#client.pauseBody();
  }

  #resumeClient(): void {
    if (!this.#isClientWaiting) return;
    this.#isClientWaiting = false;
    this.#client.resumeBody();
  }

  #over(): void {
    this.#isOver = true;
    this.#early = [];
    // It may serve somebody else by now.
    this.#connection = undefined;
    this.#handler.onExchangeOver(this);
  }
}

function isEventStream(lines: HeaderLines): boolean {
  return joinValues(lines, 'content-type')?.toLowerCase().startsWith('text/event-stream') ?? false;
}
