import { once } from 'node:events';
import { createServer, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { IHttpApplication } from '../../hosting/abstractions/httpApplication.ts';
import { serveRequest } from '../../hosting/abstractions/serveRequest.ts';
import type { IServer } from '../../hosting/abstractions/server.ts';
import { IServerAddressesFeature } from '../../hosting/abstractions/serverAddresses.ts';
import { BadHttpRequestError } from '../../http/badHttpRequestError.ts';
import { FeatureCollection } from '../../http/featureCollection.ts';
import type { IHttpRequestFeature } from '../../http/features/httpRequestFeature.ts';
import { HeaderDictionary } from '../../http/headerDictionary.ts';
import { RequestFeatures } from '../../http/requestFeatures.ts';
import { StreamBody } from '../../http/streamBody.ts';
import { StreamResponse } from '../../http/streamResponse.ts';
import type { Logger } from '../../logging/logger.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import type { ListenTarget } from '../shared/bindAddress.ts';
import { bindAddresses } from '../shared/bindAddresses.ts';
import { parseTarget } from '../shared/http1/requestTarget.ts';
import { addNodeFeatures } from '../shared/nodeFeatures.ts';
import { serveUpgrades } from '../shared/nodeUpgrade.ts';
import { ServerAddresses } from '../shared/serverAddresses.ts';

/** What a {@link NodeHttpServer} can be told. */
export interface NodeHttpServerOptions {
  /** Handed on to Node: limits, timeouts, and for https addresses `key` and `cert`. */
  readonly node?: ServerOptions;
  /** Told of failures and of addresses; nobody is unless set. */
  readonly logger?: Logger;
}

/** Hosts apps on `node:http`: the document's custom server, whole in this file, and the example to copy. */
export class NodeHttpServer implements IServer {
  readonly features = new FeatureCollection();
  readonly #addresses = new ServerAddresses();
  readonly #options: ServerOptions;
  readonly #logger: Logger;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  #hasStarted = false;

  /** Throws Node's RangeError or TypeError for limits and timeouts that make no sense. */
  constructor({ node = {}, logger = nullLogger }: NodeHttpServerOptions = {}) {
    createServer(node); // Never started: Node checks its options when it makes a server.
    this.#options = node;
    this.#logger = logger;
    this.features.set(IServerAddressesFeature, this.#addresses);
  }

  async start<TContext>(application: IHttpApplication<TContext>): Promise<void> {
    if (this.#hasStarted) throw new Error('Server has already started.');
    this.#hasStarted = true;
    const listen = (target: ListenTarget) => this.#listen(target, application);
    try {
      this.#addresses.show(await bindAddresses(this.#addresses.take(), listen, this.#logger));
    } catch (error) {
      await this.stop(AbortSignal.abort());
      throw error;
    }
  }

  async stop(signal?: AbortSignal): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((done) => server.close(done)));
    const abort = () => this.#sockets.forEach((socket) => socket.destroy());
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    await Promise.all(closed);
  }

  /** Resolves with the port. */
  async #listen<T>(target: ListenTarget, application: IHttpApplication<T>): Promise<number> {
    // Loading node:https takes longer than all of an app's start without it.
    const server = target.isTls
      ? (await import('node:https')).createServer(this.#options)
      : createServer(this.#options);
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket.once('close', () => this.#sockets.delete(socket)));
    });
    server.on('request', async ({ socket }, raw) => {
      await this.#serve(application, raw);
      // Node closes the connections that are idle when the stop begins; this one has become so since.
      if (!server.listening) socket.destroySoon();
    });
    serveUpgrades(server);
    await once(server.listen(target), 'listening');
    server.on('error', ({ message }) => this.#logger.warning(message));
    this.#servers.push(server);
    return target.path === undefined ? (server.address() as AddressInfo).port : 0;
  }

  async #serve<T>(application: IHttpApplication<T>, raw: ServerResponse): Promise<void> {
    const onError = (error: unknown) => {
      if (BadHttpRequestError.is(error)) this.#logger.debug(error.message);
      else this.#logger.error('An unhandled exception was thrown by the application.', {}, error);
    };
    const response = new NodeResponse(raw);
    let features: RequestFeatures;
    try {
      features = new RequestFeatures(createRequest(raw), response, response);
    } catch (error) {
      onError(error);
      raw.writeHead(400, { Connection: 'close' }).end();
      return;
    }
    addNodeFeatures(features, raw, response);
    await serveRequest(application, features, response, { onError, abort: () => raw.destroy() });
  }
}

/** Throws a BadHttpRequestError when the target makes no sense. */
function createRequest({ req: message }: ServerResponse): IHttpRequestFeature {
  const { method = '', url = '', httpVersion, rawHeaders, socket } = message;
  const { path, query } = parseTarget(method, url);
  return {
    protocol: `HTTP/${httpVersion}`,
    scheme: 'encrypted' in socket ? 'https' : 'http',
    method,
    pathBase: '',
    path,
    queryString: query,
    rawTarget: url,
    headers: new HeaderDictionary(rawHeaders),
    body: new StreamBody(message),
  };
}

class NodeResponse extends StreamResponse {
  readonly #raw: ServerResponse;

  constructor(raw: ServerResponse) {
    super(raw);
    this.#raw = raw;
  }

  /** Also true when the app has used Node's response itself. */
  override get hasStarted(): boolean {
    return super.hasStarted || this.#raw.headersSent;
  }

  protected override sendHead(status: number, phrase: string, lines: readonly string[]): void {
    if (this.#raw.headersSent) return;
    this.#raw.writeHead(status, phrase || (STATUS_CODES[status] ?? ''), [...lines]);
  }

  protected override sendEnd(): Promise<void> | undefined {
    // After 101 the connection speaks another protocol.
    return this.#raw.statusCode === 101 ? undefined : super.sendEnd();
  }
}
