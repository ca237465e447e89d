import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { IHttpApplication } from '../../hosting/abstractions/httpApplication.ts';
import { serveRequest } from '../../hosting/abstractions/serveRequest.ts';
import type { IServer } from '../../hosting/abstractions/server.ts';
import { IServerAddressesFeature } from '../../hosting/abstractions/serverAddresses.ts';
import { BadHttpRequestError } from '../../http/badHttpRequestError.ts';
import { FeatureCollection } from '../../http/featureCollection.ts';
import { IHttpConnectionFeature } from '../../http/features/httpConnectionFeature.ts';
import { IHttpRequestLifetimeFeature } from '../../http/features/httpRequestLifetimeFeature.ts';
import { INodeHttpFeature } from '../../http/features/nodeHttpFeature.ts';
import { RequestFeatures } from '../../http/requestFeatures.ts';
import type { Logger } from '../../logging/logger.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { bindAddresses, type ListenTarget } from '../shared/addressBinder.ts';
import { addExtras, listenForUpgrades, type Upgrade } from './nodeExtras.ts';
import { createConnection, createLifetime, createRequest } from './nodeRequest.ts';
import { NodeResponse } from './nodeResponse.ts';

/** What a {@link NodeHttpServer} can be told. */
export interface NodeHttpServerOptions {
  /** Handed on to Node: limits, timeouts, and for https addresses `key` and `cert`. */
  readonly node?: ServerOptions;
  readonly logger?: Logger;
}

/**
 * A custom server in the sense of the document's last section, the example to copy: hosts apps on `node:http`. What it
 * owes an app is here: addresses before and after start, features for each request, the life of a request, and a stop
 * that waits until its signal aborts.
 */
export class NodeHttpServer implements IServer {
  readonly features = new FeatureCollection();
  readonly #addresses = { addresses: [] as string[], preferHostingUrls: false };
  readonly #options: NodeHttpServerOptions;
  readonly #logger: Logger;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  #hasStarted = false;
  #isStopping = false;

  constructor(options: NodeHttpServerOptions = {}) {
    NodeHttpServer.check(options);
    this.#options = options;
    this.#logger = options.logger ?? nullLogger;
    this.features.set(IServerAddressesFeature, this.#addresses);
  }

  /** Throws Node's RangeError or TypeError for limits and timeouts that make no sense. */
  static check({ node = {} }: NodeHttpServerOptions): void {
    // It is never started: Node checks its options when it makes a server.
    createServer(node);
  }

  async start<TContext>(application: IHttpApplication<TContext>): Promise<void> {
    if (this.#hasStarted) throw new Error('Server has already started.');
    this.#hasStarted = true;
    const sources = { ...this.#addresses, endpoints: [] };
    const listen = (target: ListenTarget) => this.#listen(target, application);
    try {
      const bound = await bindAddresses(sources, listen, this.#logger);
      this.#addresses.addresses.splice(0, Infinity, ...bound);
      Object.freeze(this.#addresses.addresses);
    } catch (error) {
      await this.stop(AbortSignal.abort());
      throw error;
    }
  }

  async stop(signal?: AbortSignal): Promise<void> {
    this.#isStopping = true;
    const closed = this.#servers.map((server) => new Promise((done) => server.close(done)));
    const abort = () => this.#sockets.forEach((socket) => socket.destroy());
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    await Promise.all(closed);
    signal?.removeEventListener('abort', abort);
  }

  /** Resolves with the port. */
  async #listen<T>(target: ListenTarget, application: IHttpApplication<T>): Promise<number> {
    const options = this.#options.node ?? {};
    // Loading node:https takes longer than all of an app's start without it.
    const { isTls } = target;
    const server = isTls
      ? (await import('node:https')).createServer(options)
      : createServer(options);
    const serve = (message: IncomingMessage, raw: ServerResponse, upgrade?: Upgrade) =>
      void this.#serve(application, message, raw, upgrade);
    server.on('request', (message, raw) => serve(message, raw));
    listenForUpgrades(server, serve);
    server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    await once(server.listen({ ...target }), 'listening');
    this.#servers.push(server);
    return target.path === undefined ? (server.address() as AddressInfo).port : 0;
  }

  async #serve<T>(
    application: IHttpApplication<T>,
    message: IncomingMessage,
    raw: ServerResponse,
    upgrade: Upgrade | undefined,
  ): Promise<void> {
    const response = new NodeResponse(raw);
    let features: RequestFeatures;
    try {
      features = new RequestFeatures(createRequest(message), response, response);
    } catch (error) {
      this.#report(error);
      raw.writeHead(400, { Connection: 'close' }).end();
      return;
    }
    features.set(IHttpConnectionFeature, createConnection(message));
    features.set(IHttpRequestLifetimeFeature, createLifetime(raw));
    features.set(INodeHttpFeature, { request: message, response: raw });
    addExtras(features, message, raw, response, upgrade);
    const handling = {
      onError: (error: unknown) => this.#report(error),
      abort: () => raw.destroy(),
    };
    await serveRequest(application, features, response, handling);
    // Node closes the connections that are idle when the stop begins; this one has become so since.
    if (this.#isStopping) message.socket.destroySoon();
  }

  #report(error: unknown): void {
    if (BadHttpRequestError.is(error)) this.#logger.debug(error.message);
    else {
      const message = 'An unhandled exception was thrown by the application.';
      this.#logger.error(message, undefined, error);
    }
  }
}
