import type { Disposable } from '../../primitives/disposable.ts';
import type { LoggerFactory } from '../../logging/loggerFactory.ts';
import type { Logger } from '../../logging/logger.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { bindAddresses } from '../shared/addressBinder.ts';
import { BindingAddress } from '../shared/bindingAddress.ts';
import { ConnectionTracker } from '../shared/connectionTracker.ts';
import { EventSource } from './eventSource.ts';
import { ForwardingHandler } from './forwarding/forwardingHandler.ts';
import { FrontListener } from './front/frontListener.ts';
import { Heartbeat } from './heartbeat.ts';
import {
  type IISExpressOptions,
  type ResolvedOptions,
  resolveOptions,
} from './iisExpressOptions.ts';
import { RequestLog, type RequestRecord, type SiteCounters } from './requestLog.ts';
import type { RequestEvent, SiteEvent } from './siteEvents.ts';
import { SiteStartError } from './siteStartError.ts';
import { ProcessManager } from './worker/processManager.ts';

/**
 * IIS Express with the ASP.NET Core Module, as one front end: it listens on the site's addresses, starts and watches
 * the worker process, and forwards to it.
 */
export class IISExpressServer {
  readonly #options: ResolvedOptions;
  readonly #logger: Logger;
  readonly #events = new EventSource<SiteEvent>();
  readonly #requestEvents = new EventSource<RequestEvent>();
  readonly #log = new RequestLog();
  readonly #heartbeat = new Heartbeat();
  readonly #tracker = new ConnectionTracker();
  readonly #processes: ProcessManager;
  readonly #handler: ForwardingHandler;
  readonly #listener: FrontListener;
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
      heartbeat: this.#heartbeat,
      counters: this.#log.counters,
      httpsPort: https?.port || undefined,
      emit: (event) => this.#events.emit(event),
    });
    this.#handler = new ForwardingHandler({
      options: this.#options,
      processes: this.#processes,
      heartbeat: this.#heartbeat,
      log: this.#log,
      requestEvents: this.#requestEvents,
    });
    const context = {
      handler: this.#handler,
      heartbeat: this.#heartbeat,
      tracker: this.#tracker,
    };
    this.#listener = new FrontListener(context, this.#options.certificate);
    this.#heartbeat.onBeat((now) => this.#tracker.tick(now));
  }

  /** Where the site listens, port 0 replaced; empty before start and after stop. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** What happens to the workers. Disposing the result takes the listener out again. */
  onEvent(listener: (event: SiteEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  /** Each request when it has been answered. Disposing the result takes the listener out again. */
  onRequest(listener: (event: RequestEvent) => void): Disposable {
    return this.#requestEvents.on(listener);
  }

  /** The last requests, oldest first. */
  get requests(): readonly RequestRecord[] {
    return this.#log.records();
  }

  get counters(): Readonly<SiteCounters> {
    return this.#log.counters;
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
      this.#heartbeat.start();
      this.#addresses = await bindAddresses(
        { addresses: this.#options.urls, preferHostingUrls: false, endpoints: [] },
        (target) => this.#listener.listen(target),
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
    this.#listener.close();
    this.#addresses = [];
    await this.#tracker.close(hurry);
    await this.#processes.stop(signal);
    this.#heartbeat.stop();
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
}
