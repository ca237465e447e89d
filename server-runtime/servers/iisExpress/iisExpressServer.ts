import { type Server, createServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { LoggerFactory } from '../../logging/loggerFactory.ts';
import type { Logger } from '../../logging/logger.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { type ListenTarget, bindAddresses } from '../shared/addressBinder.ts';
import { BindingAddress } from '../shared/bindingAddress.ts';
import { EventSource } from './eventSource.ts';
import { ForwardingHandler } from './forwardingHandler.ts';
import {
  type IISExpressOptions,
  type ResolvedOptions,
  resolveOptions,
} from './iisExpressOptions.ts';
import { ProcessManager } from './worker/processManager.ts';
import type { SiteEvent } from './siteEvents.ts';
import { SiteStartError } from './siteStartError.ts';

/**
 * IIS Express with the ASP.NET Core Module, as one front end: it listens on the site's addresses, starts and watches
 * the worker process, and forwards to it.
 */
export class IISExpressServer {
  readonly #options: ResolvedOptions;
  readonly #logger: Logger;
  readonly #events = new EventSource<SiteEvent>();
  readonly #processes: ProcessManager;
  readonly #handler: ForwardingHandler;
  readonly #servers: Server[] = [];
  #addresses: readonly string[] = [];
  #stopping: Promise<void> | undefined;

  /** Throws InvalidAddressError for an address that is none. */
  constructor(options: IISExpressOptions, loggerFactory?: Pick<LoggerFactory, 'createLogger'>) {
    this.#options = resolveOptions(options);
    this.#logger = loggerFactory?.createLogger('IISExpress') ?? nullLogger;
    const addresses = this.#options.urls.map((url) => BindingAddress.parse(url));
    const https = addresses.find((address) => address.scheme.toLowerCase() === 'https');
    this.#processes = new ProcessManager({
      options: this.#options,
      httpsPort: https?.port || undefined,
      emit: (event) => this.#events.emit(event),
    });
    this.#handler = new ForwardingHandler(this.#options, this.#processes);
  }

  /** Where the site listens, port 0 replaced; empty before start and after stop. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** What happens to the workers. Disposing the result takes the listener out again. */
  onEvent(listener: (event: SiteEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  /**
   * Starts the worker now rather than with the first request; may be called before {@link start}. Resolves when it
   * listens; rejects with WorkerStartError, which is told as an event too.
   */
  async startWorker(): Promise<void> {
    await this.#processes.getProcess();
  }

  /**
   * Binds the addresses. Rejects, everything closed and the worker gone again, with AddressInUseError, or
   * {@link SiteStartError} when the options ask for what cannot be.
   */
  async start(): Promise<void> {
    try {
      this.#checkAuthentication();
      this.#addresses = await bindAddresses(
        { addresses: this.#options.urls, preferHostingUrls: false, endpoints: [] },
        (target) => this.#listen(target),
        this.#logger,
      );
    } catch (error) {
      await this.stop(AbortSignal.abort());
      throw error;
    }
  }

  /**
   * Stops listening, lets requests in flight finish until the signal aborts or shutdownTimeLimit is over, then stops
   * the workers. Safe to call twice.
   */
  stop(signal?: AbortSignal): Promise<void> {
    this.#stopping ??= this.#stop(signal);
    return this.#stopping;
  }

  async #stop(signal: AbortSignal | undefined): Promise<void> {
    this.#handler.beginStop();
    const limit = AbortSignal.timeout(this.#options.module.shutdownTimeLimit * 1000);
    const hurry = signal ? AbortSignal.any([signal, limit]) : limit;
    await Promise.all(this.#servers.map((server) => closeServer(server, hurry)));
    this.#addresses = [];
    await this.#processes.stop(signal);
    this.#handler.dispose();
  }

  #checkAuthentication(): void {
    if (!this.#options.windowsAuthentication) return;
    throw new SiteStartError(
      'windows-authentication',
      'The profile asks for Windows authentication, which only IIS on Windows can give.',
      [
        'Set iisSettings.windowsAuthentication to false and anonymousAuthentication to true in launchSettings.json.',
      ],
    );
  }

  async #listen({ isTls, ...where }: ListenTarget): Promise<number> {
    const server = this.#createServer(isTls);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ ...where, exclusive: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#servers.push(server);
    return (server.address() as AddressInfo).port ?? 0;
  }

  #createServer(isTls: boolean): Server {
    const { certificate } = this.#options;
    if (isTls && !certificate) {
      throw new SiteStartError(
        'no-certificate',
        'Unable to configure HTTPS endpoint. No server certificate was specified, and the default developer certificate could not be found or is out of date.',
      );
    }
    const server = isTls ? createHttpsServer(certificate ?? {}) : createServer();
    server.on('request', (request, response) => void this.#handler.handle(request, response));
    server.on('upgrade', (request, socket, head) => {
      void this.#handler.handleUpgrade(request, socket, head);
    });
    return server;
  }
}

function closeServer(server: Server, hurry: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const closeAll = () => server.closeAllConnections();
    hurry.addEventListener('abort', closeAll, { once: true });
    server.close(() => {
      hurry.removeEventListener('abort', closeAll);
      resolve();
    });
    server.closeIdleConnections();
    if (hurry.aborted) closeAll();
  });
}
