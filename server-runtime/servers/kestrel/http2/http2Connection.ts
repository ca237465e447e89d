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
import type { FeatureKey } from '../../../http/featureKey.ts';
import { IHttp2StreamIdFeature } from '../../../http/features/http2StreamIdFeature.ts';
import { IHttpConnectionFeature } from '../../../http/features/httpConnectionFeature.ts';
import { IHttpExtendedConnectFeature } from '../../../http/features/httpExtendedConnectFeature.ts';
import { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';
import { IHttpRequestBodyDetectionFeature } from '../../../http/features/httpRequestBodyDetectionFeature.ts';
import { IHttpRequestIdentifierFeature } from '../../../http/features/httpRequestIdentifierFeature.ts';
import { IHttpRequestLifetimeFeature } from '../../../http/features/httpRequestLifetimeFeature.ts';
import { IHttpRequestTrailersFeature } from '../../../http/features/httpRequestTrailersFeature.ts';
import { IHttpResetFeature } from '../../../http/features/httpResetFeature.ts';
import { IHttpResponseTrailersFeature } from '../../../http/features/httpResponseTrailersFeature.ts';
import { RequestFeatures } from '../../../http/requestFeatures.ts';
import { createConnectionFeature } from '../../shared/connectionFeature.ts';
import type { TrackedConnection } from '../../shared/connectionTracker.ts';
import { nextConnectionId } from '../../shared/http1/connectionId.ts';
import type { Http1Services } from '../../shared/http1/http1Services.ts';
import { connectProtocol, Http2ExtendedConnect } from './http2ExtendedConnect.ts';
import { Http2Lifetime } from './http2Lifetime.ts';
import { Http2Request } from './http2Request.ts';
import { Http2Response } from './http2Response.ts';

/** Streams at a time; one more is refused (RFC 9113 §5.1.2). */
const maxStreams = 100;
/** What a client may send before the app has read it, in bytes, by stream. */
const streamWindow = 786_432;

/** One HTTP/2 connection: nghttp2 speaks the protocol, each stream is a request for the app. */
export class Http2Connection implements TrackedConnection {
  readonly connectionId = nextConnectionId();
  readonly #socket: Socket;
  readonly #services: Http1Services;
  readonly #scheme: 'http' | 'https';
  readonly #features: IFeatureCollection | undefined;
  readonly #session: ServerHttp2Session;
  #streamCount = 0;
  #idleSince: number;

  constructor(
    socket: Socket,
    services: Http1Services,
    scheme: 'http' | 'https',
    features?: IFeatureCollection,
  ) {
    this.#socket = socket;
    this.#services = services;
    this.#scheme = scheme;
    this.#features = features;
    this.#idleSince = services.now();
    const { maxRequestHeadersTotalSize, maxRequestHeaderCount } = services.limits;
    this.#session = performServerHandshake(socket, {
      maxHeaderListPairs: maxRequestHeaderCount,
      settings: {
        maxConcurrentStreams: maxStreams,
        maxHeaderListSize: maxRequestHeadersTotalSize,
        initialWindowSize: streamWindow,
        enableConnectProtocol: true,
      },
    });
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
      connections.delete(this);
      log.connectionStopped(this);
    });
  }

  requestClose(): void {
    this.#session.close();
  }

  abort(reason: string): void {
    this.#services.log.connectionAborted(this, reason);
    this.#session.destroy();
  }

  tick(now: number): void {
    if (this.#streamCount > 0) this.#idleSince = now;
    else if (now - this.#idleSince >= this.#services.limits.keepAliveTimeout) this.requestClose();
  }

  async #serve(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    flags: number,
    rawHeaders: readonly string[],
  ): Promise<void> {
    const { application, log, limits } = this.#services;
    stream.on('error', () => undefined);
    const response = new Http2Response(stream, headers[':method'], this.#serverFields());
    let request: Http2Request;
    try {
      const scheme = this.#scheme;
      request = new Http2Request(stream, headers, rawHeaders, scheme, limits.maxRequestBodySize);
    } catch (error) {
      log.badRequest(this, error as Error);
      response.reset(BadHttpRequestError.is(error) ? error.statusCode : 400);
      await response.complete();
      return;
    }
    this.#streamCount++;
    const lifetime = new Http2Lifetime(stream);
    const features = new RequestFeatures(request, response, response);
    const traceIdentifier = `${this.connectionId}:${stream.id?.toString(16).toUpperCase().padStart(8, '0')}`;
    const identifier = { traceIdentifier };
    const { reserveUpgrade } = this.#services;
    const connect = new Http2ExtendedConnect(connectProtocol(headers), response, reserveUpgrade);
    features.set(IHttpRequestIdentifierFeature, identifier);
    features.set(IHttpRequestLifetimeFeature, lifetime);
    features.set(IHttpResetFeature, lifetime);
    features.set(IHttp2StreamIdFeature, { streamId: stream.id ?? 0 });
    features.set(IHttpConnectionFeature, createConnectionFeature(this.connectionId, this.#socket));
    features.set(IHttpMaxRequestBodySizeFeature, request.body);
    features.set(IHttpRequestTrailersFeature, request.body);
    features.set(IHttpResponseTrailersFeature, response);
    features.set(IHttpRequestBodyDetectionFeature, {
      canHaveBody: !connect.isExtendedConnect && (flags & constants.NGHTTP2_FLAG_END_STREAM) === 0,
    });
    features.set(IHttpExtendedConnectFeature, connect);
    for (const [key, value] of this.#features ?? [])
      features.set(key as FeatureKey<object>, value as object);
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
    // Whatever the client still sends is not wanted (RFC 9113 §8.1).
    if (!stream.readableEnded && !stream.destroyed) stream.close(constants.NGHTTP2_NO_ERROR);
    if (connect.isReserved) this.#services.releaseUpgrade();
    this.#streamCount--;
    this.#idleSince = this.#services.now();
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
