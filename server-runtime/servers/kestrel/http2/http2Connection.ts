import {
  constants,
  performServerHandshake,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import { serveRequest } from '../../../hosting/abstractions/serveRequest.ts';
import { BadHttpRequestError } from '../../../http/badHttpRequestError.ts';
import type { IFeatureCollection } from '../../../http/featureCollection.ts';
import { IHttpConnectionFeature } from '../../../http/features/httpConnectionFeature.ts';
import { ConnectionFacts } from '../../shared/connectionFacts.ts';
import { createConnectionFeature } from '../../shared/connectionFeature.ts';
import { createConnectionFeatures } from '../../shared/connectionFeatures.ts';
import type { TrackedConnection } from '../../shared/connectionTracker.ts';
import { nextConnectionId } from '../../shared/http1/connectionId.ts';
import { connectProtocol, Http2ExtendedConnect } from './http2ExtendedConnect.ts';
import { createHttp2Features } from './http2Features.ts';
import { Http2Leftovers } from './http2Leftovers.ts';
import { Http2Lifetime } from './http2Lifetime.ts';
import { Http2Request } from './http2Request.ts';
import { Http2Response } from './http2Response.ts';
import type { Http2Services } from './http2Services.ts';
import { sessionOptions } from './sessionOptions.ts';
import { Http2Timing } from './http2Timing.ts';
import { Http2Traffic } from './http2Traffic.ts';

/** One HTTP/2 connection: nghttp2 speaks the protocol, each stream is a request for the app. */
export class Http2Connection implements TrackedConnection {
  readonly connectionId = nextConnectionId();
  readonly #socket: Socket;
  readonly #services: Http2Services;
  readonly #scheme: 'http' | 'https';
  readonly #features: IFeatureCollection;
  readonly #session: ServerHttp2Session;
  readonly #facts: ConnectionFacts;
  readonly #traffic = new Http2Traffic();
  readonly #leftovers = new Http2Leftovers();
  readonly #timing: Http2Timing;

  constructor(
    socket: Socket,
    services: Http2Services,
    scheme: 'http' | 'https',
    features?: IFeatureCollection,
  ) {
    this.#socket = socket;
    this.#services = services;
    this.#scheme = scheme;
    // HTTP/2 ends streams, not halves of connections: a client that ends its half is gone.
    socket.allowHalfOpen = false;
    this.#facts = new ConnectionFacts(this, socket);
    this.#features = createConnectionFeatures(this.#facts, features);
    this.#timing = new Http2Timing(services.limits, services.now());
    this.#session = performServerHandshake(socket, sessionOptions(services));
    this.#session.setLocalWindowSize(services.limits.http2.initialConnectionWindowSize);
  }

  /** Begins to serve requests. */
  start(): void {
    const { connections, log } = this.#services;
    connections.add(this);
    log.connectionStarted(this);
    this.#session.on('stream', (stream, headers, flags, rawHeaders) => {
      void this.#serve(stream, headers, flags, rawHeaders);
    });
    // 'close' follows, and says all there is to know.
    this.#session.on('error', () => undefined);
    this.#session.on('close', () => {
      this.#facts.onClosed();
      connections.delete(this);
      log.connectionStopped(this);
    });
  }

  requestClose(): void {
    this.#facts.onCloseRequested();
    this.#session.close();
    this.#leftovers.close();
  }

  abort(reason: string): void {
    this.#services.log.connectionAborted(this, reason);
    this.#session.destroy();
    // A session whose client has said nothing yet would wait for its first words.
    this.#socket.destroy();
  }

  tick(now: number): void {
    if (this.#session.destroyed) {
      // It waits for the first words of a client that has said nothing.
      this.#socket.destroy();
      return;
    }
    this.#leftovers.tick(now);
    const expired = this.#timing.findExpired(now, this.#socket.bytesRead, this.#traffic.measure());
    switch (expired) {
      case 'idle':
        // At the beat after that, the client has not gone either.
        if (this.#session.closed) this.#socket.destroy();
        else this.requestClose();
        break;
      case 'ping':
        this.#session.ping(() => undefined);
        break;
      case 'pong':
        this.#abortSlow(
          'Timeout while waiting for incoming HTTP/2 frames after a keep alive ping.',
        );
        break;
      case 'body':
        this.#abortSlow(
          'Reading the request body timed out due to data arriving too slowly. See MinRequestBodyDataRate.',
        );
        break;
      case 'response':
        this.#abortSlow('The client takes the response too slowly. See MinResponseDataRate.');
        break;
      case undefined:
    }
  }

  /** Tells the client that something is wrong with the connection, as Kestrel does. */
  #abortSlow(reason: string): void {
    this.#services.log.connectionAborted(this, reason);
    this.#session.destroy(new Error(reason), constants.NGHTTP2_INTERNAL_ERROR);
  }

  async #serve(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    flags: number,
    rawHeaders: readonly string[],
  ): Promise<void> {
    const { application, limits, log, reserveUpgrade, releaseUpgrade } = this.#services;
    stream.on('error', () => undefined);
    const response = new Http2Response(
      stream,
      headers[':method'],
      this.#serverFields(),
      limits.maxResponseBufferSize,
    );
    let request: Http2Request;
    try {
      request = new Http2Request(stream, headers, rawHeaders, this.#scheme, this.#services);
    } catch (error) {
      await this.#refuse(stream, response, error as Error);
      return;
    }
    const exchange = { body: request.body, response };
    this.#traffic.add(exchange);
    const lifetime = new Http2Lifetime(stream);
    const connect = new Http2ExtendedConnect(connectProtocol(headers), response, () =>
      reserveUpgrade('stream'),
    );
    const isEnded = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    const streamId = stream.id ?? 0;
    const ordinal = streamId.toString(16).toUpperCase().padStart(8, '0');
    const identifier = { traceIdentifier: `${this.connectionId}:${ordinal}` };
    const features = createHttp2Features({
      streamId,
      identifier,
      request,
      response,
      lifetime,
      connect,
      canHaveBody: !connect.isExtendedConnect && !isEnded,
      facts: this.#facts,
      inherited: this.#features,
    });
    features.set(IHttpConnectionFeature, createConnectionFeature(this.connectionId, this.#socket));
    await serveRequest(application, features, response, {
      onError: (error) => {
        if (BadHttpRequestError.is(error)) log.badRequest(this, error);
        else log.applicationError(identifier, error);
      },
      // close() would mark the end first, and the client would take what it has for everything.
      abort: () => {
        // Whoever holds a tunnel ends it, as WebSockets do with a word of their own.
        if (response.isTunnel) return;
        stream.destroy(new Error('The app failed after the response had started.'));
      },
    });
    lifetime.complete();
    if (response.isTunnel) stream.end();
    request.body.discard();
    this.#endReading(stream);
    if (connect.isReserved) releaseUpgrade('stream');
    this.#traffic.delete(exchange);
    this.#timing.restart(this.#services.now());
  }

  /** Answers a request that never becomes one for the app. */
  async #refuse(stream: ServerHttp2Stream, response: Http2Response, error: Error): Promise<void> {
    this.#services.log.badRequest(this, error);
    response.reset(BadHttpRequestError.is(error) ? error.statusCode : 400);
    await response.complete();
    this.#endReading(stream);
  }

  /** Whatever the client still sends is not wanted. */
  #endReading(stream: ServerHttp2Stream): void {
    this.#leftovers.add(stream, this.#services.now());
    if (this.#session.closed) this.#leftovers.close();
  }

  #serverFields(): { date: string; server: string } {
    const { date, server } = this.#services.serverLines;
    return { date: valueOf(date), server: valueOf(server) };
  }
}

/** The value of a line as HTTP/1.1 writes it. */
function valueOf(line: string): string {
  return line.slice(line.indexOf(':') + 1).trim();
}
