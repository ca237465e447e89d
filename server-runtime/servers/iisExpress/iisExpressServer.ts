import path from 'node:path';
import { failureWords } from '../../contracts/failureWords.ts';
import { localizableText } from '../../contracts/localizableText.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { LoggerFactory } from '../../logging/loggerFactory.ts';
import type { Logger } from '../../logging/logger.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { bindAddresses } from '../shared/bindAddresses.ts';
import { BindingAddress } from '../shared/bindingAddress.ts';
import { ConnectionTracker } from '../shared/connectionTracker.ts';
import { AppOffline } from './appOffline.ts';
import { EventSource } from './eventSource.ts';
import { ForwardingHandler } from './forwarding/forwardingHandler.ts';
import { FrontListener } from './front/frontListener.ts';
import { SiteHeartbeat } from './siteHeartbeat.ts';
import type { IISExpressOptions } from './iisExpressOptions.ts';
import { RequestLog, type RequestRecord, type SiteCounters } from './requestLog.ts';
import type { RequestEvent, SiteEvent } from './siteEvents.ts';
import { SiteSettings } from './siteSettings.ts';
import { SiteStartError } from './siteStartError.ts';
import { SiteWatcher } from './siteWatcher.ts';
import { ProcessManager } from './worker/processManager.ts';

/** How long a worker that is stopping may take to end its WebSockets itself; it may wait for them to end. */
const farewellMilliseconds = 1000;

/**
 * IIS Express with the ASP.NET Core Module, as one front end: it listens on the site's addresses, starts and watches
 * the worker process, and forwards to it.
 */
export class IISExpressServer {
  readonly #settings: SiteSettings;
  readonly #logger: Logger;
  readonly #events = new EventSource<SiteEvent>();
  readonly #requestEvents = new EventSource<RequestEvent>();
  readonly #log = new RequestLog();
  readonly #heartbeat = new SiteHeartbeat();
  readonly #tracker = new ConnectionTracker();
  readonly #processes: ProcessManager;
  readonly #handler: ForwardingHandler;
  readonly #listener: FrontListener;
  readonly #offline: AppOffline;
  readonly #watcher: SiteWatcher;
  #addresses: readonly string[] = [];
  #stopping: Promise<void> | undefined;

  /** Throws InvalidAddressError for an address that is none. */
  constructor(options: IISExpressOptions, loggerFactory?: Pick<LoggerFactory, 'createLogger'>) {
    this.#settings = new SiteSettings(options);
    this.#logger = loggerFactory?.createLogger('IISExpress') ?? nullLogger;
    const { urls, physicalPath, certificate, headersTimeout, connectionTimeout } =
      this.#settings.current;
    const addresses = urls.map((url) => BindingAddress.parse(url));
    const https = addresses.find((address) => address.scheme.toLowerCase() === 'https');
    this.#offline = new AppOffline(physicalPath);
    this.#processes = new ProcessManager(this.#settings, {
      heartbeat: this.#heartbeat,
      counters: this.#log.counters,
      httpsPort: https?.port || undefined,
      emit: (event) => this.#tell(event),
    });
    this.#handler = new ForwardingHandler({
      settings: this.#settings,
      processes: this.#processes,
      offline: this.#offline,
      log: this.#log,
      requestEvents: this.#requestEvents,
    });
    const heartbeat = this.#heartbeat;
    const tracker = this.#tracker;
    const timeouts = { headers: headersTimeout * 1000, stall: connectionTimeout * 1000 };
    const front = { handler: this.#handler, heartbeat, tracker, timeouts };
    this.#listener = new FrontListener(front, certificate);
    this.#watcher = new SiteWatcher(heartbeat, (file) => this.#onFileChange(file));
    heartbeat.onBeat((now) => {
      tracker.tick(now);
      this.#stopIdleWorkers(now);
    });
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
    if (this.#offline.isOffline || this.#settings.error) return;
    await this.#processes.getProcess();
  }

  /**
   * Binds the addresses. Rejects, everything closed and the worker gone again, with AddressInUseError, or
   * {@link SiteStartError} when the options ask for what cannot be.
   */
  async start(): Promise<void> {
    const { urls } = this.#settings.current;
    try {
      this.#checkAuthentication();
      this.#heartbeat.start();
      this.#watch();
      this.#addresses = await bindAddresses(
        { addresses: urls, preferHostingUrls: false, endpoints: [] },
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
    this.#watcher.close();
    this.#listener.close();
    this.#addresses = [];
    const limit = AbortSignal.timeout(this.#settings.current.module.shutdownTimeLimit * 1000);
    const hurry = signal ? AbortSignal.any([signal, limit]) : limit;
    const drained = this.#handler.beginStop();
    const closed = this.#tracker.close(hurry);
    // What never ends by itself is ended by the worker, which is asked to stop when all else is answered.
    await Promise.race([drained, closed]);
    const farewell = setTimeout(() => void this.#abortConnections(), farewellMilliseconds);
    await this.#processes.stop(signal);
    clearTimeout(farewell);
    await this.#abortConnections();
    this.#heartbeat.stop();
  }

  #abortConnections(): Promise<void> {
    return this.#tracker.close(AbortSignal.abort());
  }

  #watch(): void {
    const { physicalPath, module } = this.#settings.current;
    this.#watcher.add(this.#offline.file);
    this.#watcher.add(this.#settings.webConfigPath);
    for (const file of module.recycleOnFileChange) {
      this.#watcher.add(path.resolve(physicalPath, file.replaceAll('\\', '/')));
    }
    if (this.#settings.error) this.#tellWebConfigError();
  }

  #onFileChange(file: string): void {
    if (file === this.#offline.file) {
      this.#offline.check();
      if (!this.#offline.isOffline) return;
    } else if (file === this.#settings.webConfigPath) {
      this.#settings.reload();
      this.#watch();
    }
    this.#logger.information(`${path.basename(file)} has changed: the worker process is stopped.`);
    void this.#processes.recycle();
  }

  #stopIdleWorkers(now: number): void {
    const { idleTimeLimit, isDebuggerAttached } = this.#settings.current;
    if (idleTimeLimit <= 0 || isDebuggerAttached || !this.#processes.isAnyReady) return;
    if (this.#log.counters.active > 0) return;
    if (now - this.#handler.lastRequestAt > idleTimeLimit * 1000) void this.#processes.recycle();
  }

  #tell(event: SiteEvent): void {
    if (event.type === 'failure') this.#logger.error(event.message);
    this.#events.emit(event);
  }

  #tellWebConfigError(): void {
    const { error } = this.#settings;
    if (!error) return;
    this.#tell({
      type: 'failure',
      code: 'web-config',
      output: [],
      ...failureWords(error.text, [
        localizableText('The site answers again when the file is right.'),
      ]),
    });
  }

  #checkAuthentication(): void {
    if (!this.#settings.current.windowsAuthentication) return;
    throw new SiteStartError(
      'windows-authentication',
      localizableText(
        'The profile asks for Windows authentication, which only IIS on Windows can give.',
      ),
      [
        localizableText(
          'Set iisSettings.windowsAuthentication to false and anonymousAuthentication to true in launchSettings.json.',
        ),
      ],
    );
  }
}
