import type { Socket } from 'node:net';
import { FeatureCollection } from '../../http/featureCollection.ts';
import type { IHttpApplication } from '../../hosting/abstractions/httpApplication.ts';
import type { IServer } from '../../hosting/abstractions/server.ts';
import { IServerAddressesFeature } from '../../hosting/abstractions/serverAddresses.ts';
import type { LoggerFactory } from '../../logging/loggerFactory.ts';
import { systemClock, type Clock } from '../../primitives/clock.ts';
import type { ConnectionTracker } from '../shared/connectionTracker.ts';
import { Heartbeat } from '../shared/heartbeat.ts';
import { ServerAddresses } from '../shared/serverAddresses.ts';
import { ServerEndpoints } from './endpoints/serverEndpoints.ts';
import type { Http2Services } from './http2/http2Services.ts';
import { KestrelLog } from './kestrelLog.ts';
import type { KestrelServerOptions } from './kestrelServerOptions.ts';
import { socketOptions } from './socketOptions.ts';
import type { ServerThreads } from './threads/serverThreads.ts';

/** Heartbeats between two looks at the files of certificates. */
const certificateInterval = 5;

/** The self-hosted server: HTTP/1.1 by an engine of its own on `node:net`. */
export class KestrelServer implements IServer {
  readonly features = new FeatureCollection();
  readonly #options: KestrelServerOptions;
  readonly #log: KestrelLog;
  readonly #heartbeat: Heartbeat;
  readonly #addresses = new ServerAddresses();
  readonly #serverLines: { date: string; server: string };
  #endpoints: ServerEndpoints | undefined;
  #beats = 0;
  readonly #upgraded = { connection: 0, stream: 0 };
  #threads: ServerThreads | undefined;
  #hasStarted = false;
  #stopping: Promise<void> | undefined;

  /** Throws nothing: options are checked where they are set, and limits that contradict each other by `start`. */
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
      this.#endpoints?.tick(now);
      if (++this.#beats % certificateInterval === 0) this.reloadCertificates();
    }, clock);
    this.features.set(IServerAddressesFeature, this.#addresses);
  }

  async start<TContext>(application: IHttpApplication<TContext>): Promise<void> {
    if (this.#hasStarted) throw new Error('Server has already started.');
    this.#hasStarted = true;
    this.#options.limits.validate();
    const endpoints = this.#createEndpoints(application);
    this.#endpoints = endpoints;
    this.#heartbeat.start();
    try {
      if (this.#options.threadCount === 1) await endpoints.bind();
      else this.#threads = await this.#joinThreads(endpoints);
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
    this.#endpoints?.reloadCertificates();
  }

  async #stop(signal: AbortSignal | undefined): Promise<void> {
    await Promise.all([this.#threads?.stop(signal), this.#endpoints?.close(signal)]);
    this.#heartbeat.stop();
  }

  async #joinThreads(endpoints: ServerEndpoints): Promise<ServerThreads> {
    const { joinThreads } = await import('./threads/joinThreads.ts');
    return joinThreads({
      threadCount: this.#options.threadCount,
      sources: endpoints.resolve(),
      log: this.#log,
      listen: (target) => endpoints.listen(target),
      showAddresses: (bound) => this.#addresses.show(bound),
      stop: () => this.stop(),
      abort: () => void endpoints.close(AbortSignal.abort()),
    });
  }

  #createEndpoints(application: IHttpApplication<unknown>): ServerEndpoints {
    const context = {
      socketOptions: socketOptions(this.#options),
      log: this.#log,
      createServices: (connections: ConnectionTracker) =>
        this.#createServices(application, connections),
      admit: (socket: Socket) => this.#admit(socket),
    };
    return new ServerEndpoints(this.#options, this.#addresses, context, this.#log);
  }

  /** False: there are as many connections as there may be, and this one has been closed. */
  #admit(socket: Socket): boolean {
    const max = this.#options.limits.maxConcurrentConnections;
    if (max === null) return true;
    const count = (this.#endpoints?.connectionCount ?? 0) - this.#upgraded.connection;
    if (count < max) return true;
    this.#log.connectionRejected(socket.remoteAddress);
    socket.destroy();
    return false;
  }

  #createServices(
    application: IHttpApplication<unknown>,
    connections: ConnectionTracker,
  ): Http2Services {
    const { limits } = this.#options;
    return {
      limits,
      allowHostHeaderOverride: this.#options.allowHostHeaderOverride,
      allowAlternateSchemes: this.#options.allowAlternateSchemes,
      allowResponseHeaderCompression: this.#options.allowResponseHeaderCompression,
      application,
      connections,
      log: this.#log,
      now: () => this.#heartbeat.now,
      serverLines: this.#serverLines,
      reserveUpgrade: (what) => {
        const { connection, stream } = this.#upgraded;
        const max = limits.maxConcurrentUpgradedConnections;
        if (max !== null && connection + stream >= max) return false;
        this.#upgraded[what]++;
        return true;
      },
      releaseUpgrade: (what) => {
        this.#upgraded[what]--;
      },
    };
  }
}
