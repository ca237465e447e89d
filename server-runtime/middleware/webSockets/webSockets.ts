import type { Duplex } from 'node:stream';
import { IHttpExtendedConnectFeature } from '../../http/features/httpExtendedConnectFeature.ts';
import { IHttpUpgradeFeature } from '../../http/features/httpUpgradeFeature.ts';
import {
  IHttpWebSocketFeature,
  type IWebSocket,
  type WebSocketAcceptOptions,
} from '../../http/features/httpWebSocketFeature.ts';
import type { HttpContext } from '../../http/httpContext.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import type { Logger } from '../../logging/logger.ts';
import { LogLevel } from '../../logging/logLevel.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { atLeast } from '../../primitives/atLeast.ts';
import { acceptValue, isExtendedHandshake, isHandshake, listOf } from './handshake.ts';
import { WebSocketConnection, type ConnectionSettings } from './webSocketConnection.ts';

/** Settings of {@link webSockets}. */
export interface WebSocketOptions {
  /** Milliseconds between pings: two minutes unless set; 0 sends none. */
  readonly keepAliveInterval?: number;
  /** Milliseconds without an answer to a ping after which the connection is ended; 0, never, unless set. */
  readonly keepAliveTimeout?: number;
  /** Origins whose pages may connect, as `https://example.com`; any unless set. Others get 403. */
  readonly allowedOrigins?: readonly string[];
  /** Largest message that is accepted, in bytes: 16 MiB unless set. A larger one ends the connection (1009). */
  readonly maxMessageSize?: number;
}

type Defaults = Omit<ConnectionSettings, 'subProtocol'>;

/**
 * Lets the rest of the pipeline accept WebSockets, through IHttpWebSocketFeature, where the server can upgrade, or has
 * extended CONNECT. Throws a RangeError for times and sizes that are none.
 */
export function webSockets(
  options: WebSocketOptions = {},
  logger: Logger = nullLogger,
): Middleware {
  const defaults: Defaults = {
    keepAliveInterval: atLeast(0, 'keepAliveInterval', options.keepAliveInterval ?? 120_000),
    keepAliveTimeout: atLeast(0, 'keepAliveTimeout', options.keepAliveTimeout ?? 0),
    maxMessageSize: atLeast(1, 'maxMessageSize', options.maxMessageSize ?? 16 * 1024 * 1024),
  };
  const origins = new Set(options.allowedOrigins?.map((origin) => origin.toLowerCase()));
  const isAllowed = (origin: string | undefined): boolean =>
    origin === undefined ||
    origins.size === 0 ||
    origins.has('*') ||
    origins.has(origin.toLowerCase());
  return (context, next) => {
    const open = opener(context);
    if (!open || context.features.get(IHttpWebSocketFeature)) return next();
    const feature = new WebSocketFeature(context, open, defaults);
    const origin = context.request.headers.get('Origin');
    if (!isAllowed(origin)) {
      logger.log(
        LogLevel.debug,
        1,
        'Request origin {Origin} is not in the list of allowed origins.',
        { Origin: origin },
      );
      context.response.statusCode = 403;
      return undefined;
    }
    context.features.set(IHttpWebSocketFeature, feature);
    return feature.serve(next);
  };
}

/** Answers the request and takes its connection over. */
type Opener = () => Promise<Duplex>;

/** How to open the WebSocket that a request asks for; undefined when it asks for none. */
function opener({ features, request, response }: HttpContext): Opener | undefined {
  const upgrade = features.get(IHttpUpgradeFeature);
  if (upgrade?.isUpgradableRequest && isHandshake(request)) {
    return async () => {
      const key = request.headers.get('Sec-WebSocket-Key') ?? '';
      response.headers.set('Connection', 'Upgrade');
      response.headers.set('Upgrade', 'websocket');
      response.headers.set('Sec-WebSocket-Accept', await acceptValue(key));
      return upgrade.upgrade();
    };
  }
  const connect = features.get(IHttpExtendedConnectFeature);
  if (connect && isExtendedHandshake(request, connect)) return () => connect.accept();
  return undefined;
}

class WebSocketFeature implements IHttpWebSocketFeature {
  readonly isWebSocketRequest = true;
  readonly #context: HttpContext;
  readonly #open: Opener;
  readonly #defaults: Defaults;
  #connection: WebSocketConnection | undefined;

  constructor(context: HttpContext, open: Opener, defaults: Defaults) {
    this.#context = context;
    this.#open = open;
    this.#defaults = defaults;
  }

  get requestedProtocols(): readonly string[] {
    return listOf(this.#context.request.headers.get('Sec-WebSocket-Protocol'));
  }

  async accept(options: WebSocketAcceptOptions = {}): Promise<IWebSocket> {
    const { subProtocol = '', keepAliveInterval = this.#defaults.keepAliveInterval } = options;
    if (this.#context.response.hasStarted) {
      throw new Error('A WebSocket cannot be accepted: the response has already started.');
    }
    if (subProtocol !== '' && !this.requestedProtocols.includes(subProtocol)) {
      throw new TypeError(`The client did not offer the sub-protocol '${subProtocol}'.`);
    }
    if (subProtocol !== '') {
      this.#context.response.headers.set('Sec-WebSocket-Protocol', subProtocol);
    }
    const stream = await this.#open();
    const settings = { ...this.#defaults, keepAliveInterval, subProtocol };
    this.#connection = await WebSocketConnection.open(stream, settings);
    return this.#connection;
  }

  /** Runs the app; a socket that it leaves open is closed, for nobody would read it any more. */
  async serve(next: () => Promise<void>): Promise<void> {
    try {
      await next();
    } catch (error) {
      void this.#connection?.close(1011);
      throw error;
    }
    if (this.#connection?.closeStatus === undefined) await this.#connection?.close();
  }
}
