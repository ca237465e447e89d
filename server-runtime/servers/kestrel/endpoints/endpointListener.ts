import { createServer, type Server, type Socket } from 'node:net';
import { ConnectionTracker } from '../../shared/connectionTracker.ts';
import type { ListenTarget } from '../../shared/bindAddress.ts';
import { Http1Connection } from '../../shared/http1/http1Connection.ts';
import type { Http2Services } from '../http2/http2Services.ts';
import type { SocketOptions } from '../socketOptions.ts';
import type { SharedTarget } from '../threads/threadLink.ts';
import type { TlsListener, TlsLog } from '../tlsListener.ts';
import type { Endpoint } from './endpoint.ts';
import { refuseHttp2 } from './refuseHttp2.ts';

/** Connections that wait to be accepted; a burst beyond it loses seconds. The system may allow fewer. */
const backlog = 4096;

/** What a listener needs of its server. */
export interface ListenerContext {
  readonly socketOptions: SocketOptions;
  readonly log: TlsLog & { warning(message: string): void };
  /** What the connections of a listener work with. */
  readonly createServices: (connections: ConnectionTracker) => Http2Services;
  /** False: there are as many connections as there may be; the socket has been closed. */
  readonly admit: (socket: Socket) => boolean;
}

/** One listening socket of Kestrel, and the connections that have come through it. */
export class EndpointListener {
  /** Of {@link ListenTarget}. */
  readonly endpoint: string | undefined;
  readonly #context: ListenerContext;
  readonly #settings: Endpoint;
  readonly #connections = new ConnectionTracker();
  readonly #services: Http2Services;
  #server!: Server;
  #tls: TlsListener | undefined;

  private constructor(endpoint: string | undefined, settings: Endpoint, context: ListenerContext) {
    this.endpoint = endpoint;
    this.#settings = settings;
    this.#context = context;
    this.#services = {
      ...context.createServices(this.#connections),
      serveHttp2: (socket, scheme) =>
        settings.protocols === 'http1'
          ? refuseHttp2(socket)
          : void this.#serveHttp2(socket, scheme),
    };
  }

  /** Listens. Rejects when the system does not let us, or there is no certificate. */
  static async open(
    { isTls, endpoint, ...target }: ListenTarget | SharedTarget,
    settings: Endpoint,
    context: ListenerContext,
  ): Promise<EndpointListener> {
    const listener = new EndpointListener(endpoint, settings, context);
    const server = isTls ? await listener.#createTlsServer() : listener.#createPlainServer();
    listener.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(target, backlog, () => {
        server.off('error', reject);
        resolve();
      });
    });
    server.on('error', (error) =>
      context.log.warning(`Accepting a connection failed: ${error.message}`),
    );
    return listener;
  }

  /** 0 for sockets and pipes. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  get connectionCount(): number {
    return this.#connections.count;
  }

  tick(now: number): void {
    this.#connections.tick(now);
  }

  reloadCertificates(): void {
    this.#tls?.reloadCertificates();
  }

  /** Stops listening at once; requests in flight may end until the signal aborts. */
  async close(signal?: AbortSignal): Promise<void> {
    this.#server.close();
    await this.#connections.close(signal);
  }

  #createPlainServer(): Server {
    const { socketOptions, admit } = this.#context;
    const isHttp2 = this.#settings.protocols === 'http2';
    return createServer(socketOptions, (socket) => {
      if (!admit(socket)) return;
      if (isHttp2) void this.#serveHttp2(socket, 'http');
      else new Http1Connection(socket, this.#services, 'http').start();
    });
  }

  async #createTlsServer(): Promise<Server> {
    // Loaded when it is needed: TLS takes its time, and most apps under development have none.
    const { TlsListener } = await import('../tlsListener.ts');
    const { Http2Connection } = await import('../http2/http2Connection.ts');
    const { socketOptions, admit, log } = this.#context;
    this.#tls = new TlsListener(
      this.#settings,
      socketOptions,
      (socket, features) => {
        if (!admit(socket)) return;
        const isHttp2 = socket.alpnProtocol === 'h2';
        if (!isHttp2 && this.#settings.protocols === 'http2') {
          // Such a client has not been asked: it does not know ALPN.
          socket.destroy();
          return;
        }
        const Connection = isHttp2 ? Http2Connection : Http1Connection;
        new Connection(socket, this.#services, 'https', features).start();
      },
      log,
    );
    return this.#tls.server;
  }

  async #serveHttp2(socket: Socket, scheme: 'http' | 'https'): Promise<void> {
    const { Http2Connection } = await import('../http2/http2Connection.ts');
    if (!socket.destroyed) new Http2Connection(socket, this.#services, scheme).start();
  }
}
