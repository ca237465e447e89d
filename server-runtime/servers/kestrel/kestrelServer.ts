import { createServer, type Server, type Socket } from 'node:net';
import { FeatureCollection } from '../../http/featureCollection.ts';
import type { IHttpApplication } from '../../hosting/abstractions/httpApplication.ts';
import type { IServer } from '../../hosting/abstractions/server.ts';
import { IServerAddressesFeature } from '../../hosting/abstractions/serverAddresses.ts';
import type { LoggerFactory } from '../../logging/loggerFactory.ts';
import { systemClock, type Clock } from '../../primitives/clock.ts';
import { bindAddresses, type AddressSources, type ListenTarget } from '../shared/addressBinder.ts';
import { ConnectionTracker } from '../shared/connectionTracker.ts';
import { Heartbeat } from '../shared/heartbeat.ts';
import { Http1Connection } from '../shared/http1/http1Connection.ts';
import type { Http2Services } from './http2/http2Services.ts';
import { KestrelLog } from './kestrelLog.ts';
import type { KestrelServerOptions } from './kestrelServerOptions.ts';
import { socketOptions } from './socketOptions.ts';
import type { ServerThreads } from './threads/serverThreads.ts';
import type { SharedTarget } from './threads/threadLink.ts';
import type { TlsListener } from './tlsListener.ts';

/** Connections that wait to be accepted; a burst beyond it loses seconds. The system may allow fewer. */
const backlog = 4096;

/** Heartbeats between two looks at the files of certificates. */
const certificateInterval = 5;

/** The self-hosted server: HTTP/1.1 by an engine of its own on `node:net`. */
export class KestrelServer implements IServer {
  readonly features = new FeatureCollection();
  readonly #options: KestrelServerOptions;
  readonly #log: KestrelLog;
  readonly #heartbeat: Heartbeat;
  readonly #connections = new ConnectionTracker();
  readonly #listeners: Server[] = [];
  readonly #tlsListeners: TlsListener[] = [];
  #beats = 0;
  readonly #serverLines: { date: string; server: string };
  #services: Http2Services | undefined;
  #upgradedCount = 0;
  #threads: ServerThreads | undefined;
  #hasStarted = false;
  #stopping: Promise<void> | undefined;

  constructor(
    options: KestrelServerOptions,
    loggerFactory: Pick<LoggerFactory, 'createLogger'>,
    clock: Clock = systemClock,
  ) {
    this.#options = options;
    this.#log = new KestrelLog(loggerFactory);
    this.#serverLines = { date: '', server: options.addServerHeader ? '\r\nServer: Kestrel' : '' };
    this.#heartbeat = new Heartbeat((now, date) => {
      this.#serverLines.date = `\r\nDate: ${date.toUTCString()}`;
      this.#connections.tick(now);
      if (++this.#beats % certificateInterval === 0) this.reloadCertificates();
    }, clock);
    this.features.set(IServerAddressesFeature, { addresses: [], preferHostingUrls: false });
  }

  async start<TContext>(application: IHttpApplication<TContext>): Promise<void> {
    if (this.#hasStarted) throw new Error('Server has already started.');
    this.#hasStarted = true;
    this.#options.limits.validate();
    this.#services = this.#createServices(application);
    this.#heartbeat.start();
    try {
      await this.#bind();
    } catch (error) {
      await this.stop(AbortSignal.abort());
      throw error;
    }
  }

  stop(signal?: AbortSignal): Promise<void> {
    return (this.#stopping ??= this.#stop(signal));
  }

  /** Takes certificates whose files have changed into use, as happens by itself every few seconds. */
  reloadCertificates(): void {
    for (const listener of this.#tlsListeners) listener.reloadCertificates();
  }

  async #stop(signal: AbortSignal | undefined): Promise<void> {
    for (const listener of this.#listeners) listener.close();
    await Promise.all([this.#threads?.stop(signal), this.#connections.close(signal)]);
    this.#heartbeat.stop();
  }

  /** Listens on the addresses, here or in processes that share them, and shows them as they were bound. */
  async #bind(): Promise<void> {
    const feature = this.features.get(IServerAddressesFeature);
    const sources: AddressSources = {
      addresses: feature?.addresses ?? [],
      preferHostingUrls: feature?.preferHostingUrls ?? false,
      endpoints: [],
    };
    const log = this.#log;
    const listen = (target: ListenTarget | SharedTarget) => this.#listen(target);
    const showAddresses = (bound: readonly string[]) => {
      feature?.addresses.splice(0, Infinity, ...bound);
    };
    const { threadCount } = this.#options;
    if (threadCount === 1) {
      showAddresses(await bindAddresses(sources, listen, log));
      return;
    }
    const { joinThreads } = await import('./threads/joinThreads.ts');
    this.#threads = await joinThreads({
      threadCount,
      sources,
      log,
      listen,
      showAddresses,
      stop: () => this.stop(),
      abort: () => void this.#connections.close(AbortSignal.abort()),
    });
  }

  async #listen({ isTls, ...target }: ListenTarget | SharedTarget): Promise<number> {
    const listener = isTls ? await this.#createTlsListener() : this.#createPlainListener();
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(target, backlog, () => {
        listener.off('error', reject);
        resolve();
      });
    });
    listener.on('error', (error) =>
      this.#log.warning(`Accepting a connection failed: ${error.message}`),
    );
    this.#listeners.push(listener);
    const address = listener.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  #createPlainListener(): Server {
    return createServer(socketOptions(this.#options), (socket) => {
      const services = this.#admit(socket);
      if (services) new Http1Connection(socket, services, 'http').start();
    });
  }

  async #createTlsListener(): Promise<Server> {
    // Loaded when it is needed: TLS takes its time, and most apps under development have none.
    const { TlsListener } = await import('./tlsListener.ts');
    const { Http2Connection } = await import('./http2/http2Connection.ts');
    const tls = new TlsListener(
      this.#options,
      ['h2', 'http/1.1'],
      (socket, features) => {
        const services = this.#admit(socket);
        if (!services) return;
        const Connection = socket.alpnProtocol === 'h2' ? Http2Connection : Http1Connection;
        new Connection(socket, services, 'https', features).start();
      },
      this.#log,
    );
    this.#tlsListeners.push(tls);
    return tls.server;
  }

  /** What a new connection works with; undefined: there are as many as there may be, and it has been closed. */
  #admit(socket: Socket): Http2Services | undefined {
    const max = this.#options.limits.maxConcurrentConnections;
    if (max === null || this.#connections.count - this.#upgradedCount < max) return this.#services;
    this.#log.connectionRejected(socket.remoteAddress);
    socket.destroy();
    return undefined;
  }

  async #serveHttp2(socket: Socket, scheme: 'http' | 'https'): Promise<void> {
    const { Http2Connection } = await import('./http2/http2Connection.ts');
    const services = this.#services;
    if (services && !socket.destroyed) new Http2Connection(socket, services, scheme).start();
  }

  #createServices(application: IHttpApplication<unknown>): Http2Services {
    const { limits } = this.#options;
    return {
      limits,
      allowHostHeaderOverride: this.#options.allowHostHeaderOverride,
      allowAlternateSchemes: this.#options.allowAlternateSchemes,
      allowResponseHeaderCompression: this.#options.allowResponseHeaderCompression,
      application,
      connections: this.#connections,
      log: this.#log,
      now: () => this.#heartbeat.now,
      serverLines: this.#serverLines,
      reserveUpgrade: () => {
        const max = limits.maxConcurrentUpgradedConnections;
        if (max !== null && this.#upgradedCount >= max) return false;
        this.#upgradedCount++;
        return true;
      },
      releaseUpgrade: () => {
        this.#upgradedCount--;
      },
      serveHttp2: (socket, scheme) => void this.#serveHttp2(socket, scheme),
    };
  }
}
