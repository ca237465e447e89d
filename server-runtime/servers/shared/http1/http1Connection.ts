import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { IFeatureCollection } from '../../../http/featureCollection.ts';
import { BadHttpRequestError } from '../../../http/badHttpRequestError.ts';
import type { IHttpConnectionFeature } from '../../../http/features/httpConnectionFeature.ts';
import { createConnectionFeature } from '../connectionFeature.ts';
import { ConnectionFacts } from '../connectionFacts.ts';
import type { TrackedConnection } from '../connectionTracker.ts';
import { badRequest } from './badRequest.ts';
import { nextConnectionId } from './connectionId.ts';
import { createRequestBody } from './createRequestBody.ts';
import { Http1Exchange, type ExchangeHost } from './http1Exchange.ts';
import { Http1Input } from './http1Input.ts';
import { Http1Output } from './http1Output.ts';
import type { Http1Services } from './http1Services.ts';
import { Http1Timing } from './http1Timing.ts';
import { formatRefusal } from './refusal.ts';
import type { BodySource } from './requestBody.ts';
import type { RequestHead } from './requestHead.ts';
import type { ServerLines } from './responseHead.ts';
import { SocketReader } from './socketReader.ts';

/** First line of what a client of HTTP/2 sends (RFC 9113 §3.4). */
const http2Preface = 'PRI * HTTP/2.0\r\n';

/**
 * One HTTP/1.x connection: bytes come in, requests go to the app one after the other, responses go out in their order
 * (RFC 9112 §9).
 */
export class Http1Connection implements TrackedConnection, ExchangeHost, BodySource {
  readonly output: Http1Output;
  readonly timing: Http1Timing;
  readonly scheme: 'http' | 'https';
  readonly connectionFeatures: IFeatureCollection | undefined;
  /** Whether there can be another request after the one under way. */
  keepAlive = true;
  readonly #socket: Socket;
  readonly #services: Http1Services;
  readonly #input: Http1Input;
  readonly #reader: SocketReader;
  #connectionId: string | undefined;
  #facts: ConnectionFacts | undefined;
  /** The request under way. */
  #exchange: Http1Exchange | undefined;
  /** Its response is out; what is left of its body is dropped. */
  #isDraining = false;
  #ordinal = 0;
  #hasClientEnded = false;
  /** The server stops: the request under way is the last one. */
  #isClosing = false;
  /** Our side has ended; what still comes is dropped. */
  #isEnded = false;
  #isClosed = false;
  #isUpgraded = false;
  /** Counted among the upgraded connections. */
  #isReserved = false;

  constructor(
    socket: Socket,
    services: Http1Services,
    scheme: 'http' | 'https',
    connectionFeatures?: IFeatureCollection,
  ) {
    this.#socket = socket;
    this.#services = services;
    this.scheme = scheme;
    this.connectionFeatures = connectionFeatures;
    this.output = new Http1Output(socket);
    this.#input = new Http1Input(services.limits, services.allowHostHeaderOverride);
    this.#reader = new SocketReader(socket, (bytes, isLent) => this.#receive(bytes, isLent));
    this.timing = new Http1Timing(services.limits, services.now);
  }

  /** Begins to serve requests. */
  start(): void {
    const socket = this.#socket;
    this.timing.awaitRequest();
    this.#reader.start(this.scheme === 'http');
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onClose);
    socket.on('error', ignoreError);
    this.#services.connections.add(this);
    this.#services.log.connectionStarted(this);
  }

  get connectionId(): string {
    return (this.#connectionId ??= nextConnectionId());
  }

  get facts(): ConnectionFacts {
    return (this.#facts ??= new ConnectionFacts(this, this.#socket));
  }

  get maxRequestBodySize(): number | null {
    return this.#services.limits.maxRequestBodySize;
  }

  get maxRequestBufferSize(): number | null {
    return this.#services.limits.maxRequestBufferSize;
  }

  get serverLines(): ServerLines {
    return this.#services.serverLines;
  }

  createConnectionFeature(): IHttpConnectionFeature {
    return createConnectionFeature(this.connectionId, this.#socket);
  }

  // What the server asks for.

  requestClose(): void {
    this.#isClosing = true;
    this.keepAlive = false;
    this.#facts?.onCloseRequested();
    // A request whose first bytes are here is not idle.
    if (!this.#exchange && this.#input.length === 0) this.#end();
  }

  abort(reason: string): void {
    if (this.#isClosed) return;
    this.#services.log.connectionAborted(this, reason);
    this.#isEnded = true;
    this.output.close();
    // A reset tells the client that the response is not complete. TLS and unix sockets have none, and after end() the
    // system refuses it, and 'close' would never come.
    const socket = this.#socket;
    const isPlainTcp = this.scheme === 'http' && !!socket.remoteAddress;
    if (isPlainTcp && !socket.writableEnded) socket.resetAndDestroy();
    else socket.destroy();
  }

  tick(now: number): void {
    if (this.#isUpgraded && !this.#isEnded) return;
    switch (this.timing.findExpired(now, this.#socket, this.#exchange?.body)) {
      case 'idle':
        this.#end();
        break;
      case 'headers':
        this.#refuse(badRequest.headersTimeout());
        break;
      case 'body':
        this.keepAlive = false;
        this.#exchange?.body?.fail(badRequest.bodyTimeout());
        break;
      case 'response':
        this.abort('The client takes the response too slowly. See MinResponseDataRate.');
        break;
      case 'end':
        this.#socket.destroy();
        break;
      case undefined:
    }
  }

  // What the client sends.

  #receive(bytes: Buffer, isLent: boolean): void {
    if (this.#isEnded) return;
    this.#input.append(bytes, isLent);
    if (this.#exchange) this.#receiveBody(this.#exchange);
    else this.#receiveHead();
    this.#input.keep();
  }

  readonly #onEnd = (): void => {
    this.#hasClientEnded = true;
    if (this.#isEnded) return;
    if (this.#exchange) {
      this.#exchange.body?.end();
      this.#exchange.onDisconnected();
      if (this.#isDraining) this.#end();
    } else if (this.#input.length > 0) {
      this.#refuse(this.#input.unexpectedEnd());
    } else {
      this.#end();
    }
  };

  readonly #onClose = (): void => {
    this.#isClosed = true;
    this.#isEnded = true;
    this.output.close();
    this.#exchange?.body?.end();
    this.#exchange?.onDisconnected();
    this.#facts?.onClosed();
    this.releaseUpgrade();
    this.#services.connections.delete(this);
    this.#services.log.connectionStopped(this);
  };

  /** Starts the next request when its head is complete. */
  #receiveHead(): void {
    let head: RequestHead | undefined;
    try {
      head = this.#input.nextHead();
    } catch (error) {
      const { serveHttp2 } = this.#services;
      const isFirst = this.#ordinal === 0;
      if (serveHttp2 && isFirst && this.#input.startsWith(http2Preface)) this.#leaveTo(serveHttp2);
      else this.#refuse(error as Error);
      return;
    }
    if (head) this.#start(head);
    else if (this.#hasClientEnded) this.#onEnd();
    else if (this.#input.length > 0) this.timing.awaitHeaders();
  }

  #start(head: RequestHead): void {
    this.timing.stop();
    // A client that waits for `100 Continue` and does not get it may or may not send its body: nobody could tell the
    // next request from it.
    this.keepAlive = head.keepAlive && !this.#isClosing && !head.expectsContinue;
    const body = createRequestBody(head, this.#services.limits, this);
    const exchange = new Http1Exchange(this, head, body, ++this.#ordinal);
    this.#exchange = exchange;
    if (this.#input.length > 0) this.#receiveBody(exchange);
    this.#process(exchange).catch((error: unknown) => {
      this.#services.log.applicationError(exchange, error);
      this.abort('The app failed after its response.');
    });
  }

  #receiveBody({ head, body, response }: Http1Exchange): void {
    if (body && !body.isComplete) {
      this.#input.feed(body);
      if (body.hasFailed) this.keepAlive = false;
      if (body.isComplete && !response.hasStarted) {
        this.keepAlive = head.keepAlive && !this.#isClosing;
      }
      if (this.#hasClientEnded) body.end();
      if (this.#isDraining) {
        if (body.hasFailed || body.isTooLarge) this.#end();
        else if (body.isComplete) this.#next();
        return;
      }
    }
    // The next request waits for this one's response, and so do its bytes, in the socket.
    if (this.#input.length >= (this.maxRequestBufferSize ?? Infinity)) this.pauseReading();
  }

  onFirstRead(): void {
    const exchange = this.#exchange;
    if (!exchange?.head.expectsContinue || exchange.response.hasStarted) return;
    this.keepAlive = exchange.head.keepAlive && !this.#isClosing;
    this.output.writeLatin1('HTTP/1.1 100 Continue\r\n\r\n');
    this.output.flush();
  }

  pauseReading(): void {
    this.#reader.pause();
  }

  resumeReading(): void {
    this.#reader.resume();
  }

  // What the app answers.

  async #process(exchange: Http1Exchange): Promise<void> {
    const { application, log } = this.#services;
    const { response } = exchange;
    let context: unknown;
    let failure: unknown;
    try {
      context = application.createContext(exchange);
      await application.processRequest(context);
      // Nothing is owed to a client that is gone, or to another protocol.
      if (!this.#isUpgraded && !this.#isClosed) {
        const ending = response.end();
        if (ending) await ending;
      }
    } catch (error) {
      failure = error ?? new Error(`The app threw ${String(error)}.`);
      this.#answerFailure(exchange, failure);
    }
    const completing = response.runCompleted((error) => log.applicationError(exchange, error));
    if (completing) await completing;
    if (context !== undefined) application.disposeContext(context, failure);
    // A client that does not take its responses gets no further ones.
    const room = this.output.whenRoom();
    if (room) await room;
    if (this.#isUpgraded) this.#endUpgraded();
    else if (!this.#isClosed) this.#finish(exchange);
  }

  #answerFailure(exchange: Http1Exchange, error: unknown): void {
    const { log } = this.#services;
    const isBadRequest = BadHttpRequestError.is(error);
    if (isBadRequest) log.badRequest(this, error);
    else log.applicationError(exchange, error);
    // The client has its response, or another protocol, or is gone.
    if (exchange.response.isEnded || this.#isUpgraded || this.#isClosed) return;
    if (exchange.response.hasStarted) {
      this.abort('The app failed after the response had started.');
      return;
    }
    if (isBadRequest) this.keepAlive = false;
    exchange.response.reject(isBadRequest ? error.statusCode : 500);
  }

  /** The response is out; the rest of the request, if any, must be gone before the next one. */
  #finish({ body }: Http1Exchange): void {
    if (!body || body.isComplete) {
      this.#next();
      return;
    }
    if (!this.keepAlive || body.hasFailed || body.isTooLarge || this.#hasClientEnded) {
      this.#end();
      return;
    }
    this.output.flush();
    this.#isDraining = true;
    this.timing.awaitEnd();
    body.discard();
  }

  #next(): void {
    this.#exchange = undefined;
    this.#isDraining = false;
    if (!this.keepAlive) {
      this.#end();
      return;
    }
    this.timing.awaitRequest();
    this.resumeReading();
    if (this.#input.length > 0) {
      this.#receiveHead();
    } else {
      this.output.flush();
      if (this.#hasClientEnded) this.#end();
    }
  }

  /** Answers a request that never becomes one for the app. */
  #refuse(error: Error): void {
    this.#services.log.badRequest(this, error);
    this.output.writeLatin1(formatRefusal(error, this.serverLines));
    this.#end();
  }

  /** Ends our side, and waits a little for the client's: closing at once could destroy what it has not read yet. */
  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.output.flush();
    this.#socket.end();
    this.#input.takeRest();
    this.timing.awaitEnd();
    this.resumeReading();
  }

  // Another protocol takes over.

  /** The app is done with the other protocol. A client that does not end then is not waited for without end. */
  #endUpgraded(): void {
    this.#isEnded = true;
    this.#socket.end();
    this.#socket.resume();
    this.timing.awaitEnd();
  }

  #leaveTo(serve: (socket: Socket, scheme: 'http' | 'https') => void): void {
    this.takeOver();
    const socket = this.#socket;
    socket.off('close', this.#onClose);
    this.#isClosed = true;
    serve(socket, this.scheme);
    this.#services.connections.delete(this);
  }

  reserveUpgrade(): boolean {
    return (this.#isReserved = this.#services.reserveUpgrade('connection'));
  }

  releaseUpgrade(): void {
    if (!this.#isReserved) return;
    this.#isReserved = false;
    this.#services.releaseUpgrade('connection');
  }

  takeOver(): Duplex {
    this.#isUpgraded = true;
    if (this.#isClosed) this.releaseUpgrade();
    this.timing.stop();
    const socket = this.#socket;
    this.#reader.detach();
    socket.off('end', this.#onEnd);
    const rest = this.#input.takeRest();
    if (rest.length > 0) socket.unshift(rest);
    return socket;
  }
}

/** 'close' follows an error, and says all there is to know. */
const ignoreError = (): void => undefined;
