import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { IHttpApplication } from '../../hosting/abstractions/httpApplication.ts';
import type { IServer } from '../../hosting/abstractions/server.ts';
import { IServerAddressesFeature } from '../../hosting/abstractions/serverAddresses.ts';
import { BadHttpRequestError } from '../../http/badHttpRequestError.ts';
import { serveRequest } from '../../hosting/abstractions/serveRequest.ts';
import { FeatureCollection } from '../../http/featureCollection.ts';
import { IHttpConnectionFeature } from '../../http/features/httpConnectionFeature.ts';
import { IHttpRequestBodyDetectionFeature } from '../../http/features/httpRequestBodyDetectionFeature.ts';
import { IHttpRequestLifetimeFeature } from '../../http/features/httpRequestLifetimeFeature.ts';
import { IHttpRequestTrailersFeature } from '../../http/features/httpRequestTrailersFeature.ts';
import { IHttpUpgradeFeature } from '../../http/features/httpUpgradeFeature.ts';
import { INodeHttpFeature } from '../../http/features/nodeHttpFeature.ts';
import { ITlsConnectionFeature } from '../../http/features/tlsConnectionFeature.ts';
import { ITlsHandshakeFeature } from '../../http/features/tlsHandshakeFeature.ts';
import { RequestFeatures } from '../../http/requestFeatures.ts';
import type { Logger } from '../../logging/logger.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { bindAddresses, type ListenTarget } from '../shared/addressBinder.ts';
import { NodeRequest } from './nodeRequest.ts';
import { NodeResponse } from './nodeResponse.ts';
import { NodeTls } from './nodeTls.ts';
import { NodeUpgrade } from './nodeUpgrade.ts';

/** What a {@link NodeHttpServer} can be told. */
export interface NodeHttpServerOptions {
  /** Handed on to Node: limits, timeouts, and for https addresses `key` and `cert`. */
  readonly node?: ServerOptions;
  readonly logger?: Logger;
}

/**
 * A custom server in the sense of the document's last section, the example to copy: hosts apps on `node:http`. What it
 * owes an app is all here: addresses before and after start, a feature collection per request, the life of a request
 * (create, process, finish the response, dispose), and a stop that waits.
 */
export class NodeHttpServer implements IServer {
  readonly features = new FeatureCollection();
  readonly #addresses = { addresses: [] as string[], preferHostingUrls: false };
  readonly #options: NodeHttpServerOptions;
  readonly #logger: Logger;
  /** Connections that Node has handed over and does not end itself. */
  readonly #upgrades = new Set<Duplex>();
  #servers: Server[] | undefined;
  #isStopping = false;

  constructor(options: NodeHttpServerOptions = {}) {
    this.#options = options;
    this.#logger = options.logger ?? nullLogger;
    this.features.set(IServerAddressesFeature, this.#addresses);
  }

  async start<TContext>(application: IHttpApplication<TContext>): Promise<void> {
    if (this.#servers) throw new Error('Server has already started.');
    const servers = (this.#servers = [] as Server[]);
    const listen = async (target: ListenTarget) => {
      const server = await this.#createServer(target, application);
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen({ ...target }, resolve);
      });
      servers.push(server);
      return target.path === undefined ? (server.address() as AddressInfo).port : 0;
    };
    try {
      const sources = { ...this.#addresses, endpoints: [] };
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
    const closed = (this.#servers ?? []).map(
      (server) => new Promise<void>((resolve) => void server.close(() => resolve())),
    );
    const abort = () => {
      this.#servers?.forEach((server) => server.closeAllConnections());
      this.#upgrades.forEach((socket) => socket.destroy());
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    await Promise.all(closed);
    signal?.removeEventListener('abort', abort);
  }

  async #createServer<T>(
    { isTls }: ListenTarget,
    application: IHttpApplication<T>,
  ): Promise<Server> {
    const options = this.#options.node ?? {};
    // Loading node:https takes longer than all of an app's start without it.
    const server = isTls
      ? (await import('node:https')).createServer(options)
      : createServer(options);
    return server
      .on('request', (message: IncomingMessage, response: ServerResponse) => {
        void this.#serve(application, message, response);
      })
      .on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
        this.#upgrades.add(socket);
        socket.once('close', () => this.#upgrades.delete(socket));
        // An app that does not upgrade answers as usual; Node leaves that to us.
        const response = new ServerResponse(message);
        response.shouldKeepAlive = false;
        response.assignSocket(message.socket);
        response.once('finish', () => socket.end());
        void this.#serve(application, message, response, { socket, head });
      });
  }

  async #serve<T>(
    application: IHttpApplication<T>,
    message: IncomingMessage,
    raw: ServerResponse,
    upgrade?: { socket: Duplex; head: Buffer },
  ): Promise<void> {
    const response = new NodeResponse(raw);
    let request: NodeRequest;
    try {
      request = new NodeRequest(message, raw);
    } catch (error) {
      this.#logger.debug('The request target makes no sense.', undefined, error);
      raw.writeHead(400, { Connection: 'close' }).end();
      return;
    }
    const features = new RequestFeatures(request, response, response);
    features.set(IHttpConnectionFeature, request);
    features.set(IHttpRequestLifetimeFeature, request);
    features.set(IHttpRequestBodyDetectionFeature, request);
    features.set(IHttpRequestTrailersFeature, request);
    features.set(INodeHttpFeature, { request: message, response: raw });
    if (message.socket instanceof TLSSocket) {
      const tls = new NodeTls(message.socket);
      features.set(ITlsConnectionFeature, tls);
      features.set(ITlsHandshakeFeature, tls);
    }
    if (upgrade) {
      const { socket, head } = upgrade;
      features.set(IHttpUpgradeFeature, new NodeUpgrade(socket, head, raw, response));
    }
    await serveRequest(application, features, response, {
      onError: (error) => this.#report(error),
      abort: () => raw.destroy(),
    });
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
