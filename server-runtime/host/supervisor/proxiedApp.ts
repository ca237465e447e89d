import type { ProcessRuntime, RequestsResult } from '../../contracts/controlMessages.ts';
import { failureWords } from '../../contracts/failureWords.ts';
import { localizableText } from '../../contracts/localizableText.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { IISExpressOptions, WorkerSpec } from '../../servers/iisExpress/iisExpressOptions.ts';
import { IISExpressServer } from '../../servers/iisExpress/iisExpressServer.ts';
import type { SiteEvent, WorkerEvent } from '../../servers/iisExpress/siteEvents.ts';
import { SiteStartError } from '../../servers/iisExpress/siteStartError.ts';
import { WorkerStartError } from '../../servers/iisExpress/workerStartError.ts';
import { describeAppError } from '../describeError.ts';
import { LaunchFailure } from '../launchFailure.ts';
import type { LaunchReporter } from '../launchReporter.ts';
import type { RunningApp } from '../runningApp.ts';
import { toRequestParams, toRequestsResult } from './requestMessages.ts';

export interface ProxiedAppOptions {
  site: Omit<IISExpressOptions, 'worker'>;
  worker: WorkerSpec;
  workerRuntime: ProcessRuntime;
  reporter: LaunchReporter;
  /** Called with the site's addresses once it listens and its first worker does. */
  onListening: (addresses: readonly string[]) => void;
}

/** An app behind the proxied server: the front end runs in this process, the app in worker processes. */
export class ProxiedApp implements RunningApp {
  readonly finished: Promise<number>;
  readonly #options: ProxiedAppOptions;
  readonly #hurry = new AbortController();
  #server: IISExpressServer;
  /** Where the site has listened, port 0 replaced: a restart does not move it. */
  #boundAddresses: readonly string[] = [];
  #isServing = false;
  #isRestarting = false;
  #isWatchingRequests = false;
  #requestWatch: Disposable | undefined;
  #finish: (exitCode: number) => void = () => {};
  #fail: (error: unknown) => void = () => {};
  #stopping: Promise<void> | undefined;

  constructor(options: ProxiedAppOptions) {
    this.#options = options;
    this.finished = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    this.#server = this.#createServer();
    void this.#start();
  }

  stop(_signal: NodeJS.Signals): void {
    if (this.#stopping) return;
    this.#options.reporter.state('stopping');
    this.#isServing = false;
    this.#stopping = this.#server.stop(this.#hurry.signal).catch(() => {});
    void this.#stopping.then(() => this.#finish(0));
  }

  async restart(): Promise<void> {
    if (this.#stopping || this.#isRestarting) return;
    this.#isRestarting = true;
    this.#isServing = false;
    this.#options.reporter.state('starting');
    await this.#server.stop(this.#hurry.signal).catch(() => {});
    if (this.#stopping) return;
    this.#server = this.#createServer();
    this.watchRequests(this.#isWatchingRequests);
    this.#isRestarting = false;
    void this.#start();
  }

  watchRequests(enabled: boolean): void {
    this.#isWatchingRequests = enabled;
    this.#requestWatch?.dispose();
    if (!enabled) return;
    const { reporter } = this.#options;
    this.#requestWatch = this.#server.onRequest((event) => {
      reporter.request(toRequestParams(event));
    });
  }

  requests(): RequestsResult {
    return toRequestsResult(this.#server);
  }

  #createServer(): IISExpressServer {
    const { site, worker } = this.#options;
    const urls = keepPorts(site.urls, this.#boundAddresses);
    const server = new IISExpressServer({ ...site, urls, worker });
    server.onEvent((event) => this.#onEvent(event));
    return server;
  }

  async #start(): Promise<void> {
    const { reporter, onListening } = this.#options;
    const server = this.#server;
    try {
      // The worker takes longest: it comes up while the site binds its addresses.
      const worker = server.startWorker();
      worker.catch(() => {});
      await server.start();
      await worker;
    } catch (error) {
      if (this.#stopping || this.#isRestarting || server !== this.#server) return;
      this.#stopping = server.stop(AbortSignal.abort()).catch(() => {});
      await this.#stopping;
      this.#fail(await this.#describe(error));
      return;
    }
    if (this.#stopping || server !== this.#server) return;
    this.#isServing = true;
    this.#boundAddresses = server.addresses;
    reporter.addresses(server.addresses);
    reporter.state('listening');
    onListening(server.addresses);
  }

  async #describe(error: unknown): Promise<LaunchFailure> {
    if (error instanceof WorkerStartError) {
      const { code, output, texts } = error;
      const { message, help } = texts;
      return new LaunchFailure(code, message, { output, isOutputShown: true, help, cause: error });
    }
    if (error instanceof SiteStartError) {
      const { code, texts } = error;
      return new LaunchFailure(code, texts.message, { help: texts.help, cause: error });
    }
    return describeAppError(error, this.#options.site.physicalPath, undefined);
  }

  #onEvent(event: SiteEvent): void {
    const { reporter } = this.#options;
    if (event.type === 'worker') {
      this.#reportWorker(event);
      return;
    }
    // While the launch is starting the failure is its end, and told as that.
    if (!this.#isServing) return;
    const { type: _, ...failure } = event;
    reporter.degraded(failure, { isOutputShown: true });
  }

  #reportWorker(event: WorkerEvent): void {
    const { reporter, workerRuntime } = this.#options;
    const { pid, name, address, exitCode, signal, output = [] } = event;
    reporter.process({
      event: event.event,
      pid,
      name,
      role: 'worker',
      runtime: workerRuntime,
      ...(address !== undefined && { address }),
      ...(exitCode !== undefined && { exitCode }),
      ...(signal !== undefined && { signal }),
    });
    if (!this.#isServing) return;
    if (event.event === 'listening') reporter.state('listening');
    if (event.event === 'exited' && !event.wasExpected) {
      const message = signal
        ? localizableText('The worker process {0} (pid {1}) was ended by {2}.', name, pid, signal)
        : localizableText(
            'The worker process {0} (pid {1}) exited with code {2}.',
            name,
            pid,
            exitCode ?? '?',
          );
      const words = failureWords(message, [localizableText('The next request starts a new one.')]);
      reporter.degraded({ code: 'worker-died', output, ...words }, { isOutputShown: true });
    }
  }
}

/** The addresses, where they leave the port to the system with the one that it gave the last time. */
function keepPorts(urls: readonly string[], bound: readonly string[]): readonly string[] {
  return urls.map((url, index) => {
    const port = /:(\d+)$/.exec(bound[index] ?? '')?.[1];
    return port === undefined ? url : url.replace(/:0(?=\/?$)/, `:${port}`);
  });
}
