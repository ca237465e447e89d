import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChildProcessHandle, ProcessExit } from '../../../processes/childProcessHandle.ts';
import { stopProcess } from '../../../processes/stopProcess.ts';
import { waitForListening } from '../../../processes/waitForListening.ts';
import type { SiteHeartbeat } from '../siteHeartbeat.ts';
import type { WorkerSpec } from '../iisExpressOptions.ts';
import type { SiteCounters } from '../requestLog.ts';
import type { SiteEvent, WorkerEvent } from '../siteEvents.ts';
import type { ResolvedOptions } from '../siteSettings.ts';
import { UpstreamPool } from '../upstream/upstreamPool.ts';
import { launchWorker } from './launchWorker.ts';
import { requestShutdown } from './shutdownRequest.ts';
import { describeStartFailure } from './startFailure.ts';
import { StdoutLog } from './stdoutLog.ts';
import { formatCommandLine, isDotnet } from './workerCommand.ts';
import { type WorkerEndpoint, connectAddress } from './workerEndpoint.ts';
import { createWorkerEnvironment } from './workerEnvironment.ts';
import { chooseWorkerPort } from './workerPort.ts';

/** What a site gives each of its workers. */
export interface ServerProcessContext {
  heartbeat: SiteHeartbeat;
  counters: SiteCounters;
  /** The site's https port, when it has one. */
  httpsPort: number | undefined;
  emit(event: SiteEvent): void;
}

/** What one worker is started with. */
export interface ServerProcessOptions {
  options: ResolvedOptions;
  worker: WorkerSpec;
  /** The app is known to ignore the module's contract. */
  ignoresContract: boolean;
}

/** Of the time for shutting down, how much a worker may take to answer the request for it, in milliseconds. */
const shutdownAnswerLimit = 2000;
const groupPollMilliseconds = 100;

/** A worker process that listens. */
export class ServerProcess implements WorkerEndpoint {
  readonly port: number;
  readonly token: string;
  readonly handle: ChildProcessHandle;
  /** Resolves when nothing of it listens any more. */
  readonly gone: Promise<ProcessExit>;
  readonly #context: ServerProcessContext;
  readonly #options: ServerProcessOptions;
  readonly #log: StdoutLog | undefined;
  #host = '127.0.0.1';
  #connections: UpstreamPool | undefined;
  #stopping: Promise<void> | undefined;
  #isGone = false;
  readonly #goneController = new AbortController();

  private constructor(
    context: ServerProcessContext,
    options: ServerProcessOptions,
    handle: ChildProcessHandle,
    endpoint: Pick<WorkerEndpoint, 'port' | 'token'>,
    log: StdoutLog | undefined,
  ) {
    this.#context = context;
    this.#options = options;
    this.handle = handle;
    this.port = endpoint.port;
    this.token = endpoint.token;
    this.#log = log;
    context.counters.workersStarted++;
    this.#tell('started');
    this.gone = this.#watch();
  }

  /**
   * Starts a worker and waits until it listens on the port that it was given. Rejects with WorkerStartError, nothing
   * of the worker left; with the signal's reason when that aborts.
   */
  static async start(
    context: ServerProcessContext,
    started: ServerProcessOptions,
    signal: AbortSignal,
  ): Promise<ServerProcess> {
    const { options, worker, ignoresContract } = started;
    const { module, physicalPath } = options;
    const inherited = worker.env ?? process.env;
    const configured = module.environmentVariables;
    const userSet = (name: string) => configured[name] || inherited[name];
    const port = await chooseWorkerPort(userSet('ASPNETCORE_PORT'));
    const token = userSet('ASPNETCORE_TOKEN') || randomUUID();
    const env = createWorkerEnvironment({
      inherited,
      configured,
      port,
      token,
      applicationPath: options.applicationPath,
      physicalPath,
      isAnonymousAllowed: options.anonymousAuthentication,
      httpsPort: context.httpsPort,
      ignoresContract,
      isDotnet: isDotnet(worker, physicalPath),
    });
    const log = module.stdoutLogEnabled
      ? new StdoutLog(physicalPath, module.stdoutLogFile)
      : undefined;
    const output = { stdout: worker.stdout, stderr: worker.stderr };
    const handle = await launchWorker(worker, physicalPath, env, log?.tee(output) ?? output);
    log?.open(handle.pid, new Date());
    const process_ = new ServerProcess(context, started, handle, { port, token }, log);
    try {
      await process_.#becomeReady(signal);
    } catch (error) {
      await process_.stop(AbortSignal.abort());
      throw error;
    }
    process_.#tell('listening');
    return process_;
  }

  get host(): string {
    return this.#host;
  }

  get address(): string {
    return `http://${this.#host.includes(':') ? `[${this.#host}]` : this.#host}:${this.port}`;
  }

  /** The connections to it. */
  get connections(): UpstreamPool {
    this.#connections ??= this.#createPool();
    return this.#connections;
  }

  /** True from the moment on which the site asked it to end. */
  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** True when nothing of it listens any more. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Asks it to shut down, then signals its group, then kills what is left. Resolves when nothing of it is left. */
  stop(signal?: AbortSignal): Promise<void> {
    this.#stopping ??= this.#stop(signal);
    return this.#stopping;
  }

  async #stop(signal: AbortSignal | undefined): Promise<void> {
    const { options, ignoresContract } = this.#options;
    const limit = options.module.shutdownTimeLimit * 1000;
    const deadline = performance.now() + limit;
    const within = (milliseconds: number) =>
      AbortSignal.any([
        AbortSignal.timeout(milliseconds),
        this.#goneController.signal,
        ...(signal ? [signal] : []),
      ]);
    if (!this.#isGone && !ignoresContract) {
      const answer = within(Math.min(limit, shutdownAnswerLimit));
      if (await requestShutdown(this, options.applicationPath, answer)) {
        await untilAborted(within(Math.max(0, Math.ceil(deadline - performance.now()))));
      }
    }
    const killAfterMs = Math.max(0, Math.ceil(deadline - performance.now()));
    await stopProcess(this.handle, { gracefulSignal: 'SIGINT', killAfterMs }, signal);
    await this.gone;
  }

  async #becomeReady(signal: AbortSignal): Promise<void> {
    const { options, worker } = this.#options;
    const { startupTimeLimit } = options.module;
    const { handle, port } = this;
    const hint = handle.listeningHint;
    const timeoutMs = options.isDebuggerAttached
      ? Number.POSITIVE_INFINITY
      : startupTimeLimit * 1000;
    const ends = AbortSignal.any([handle.exitSignal, signal]);
    const result = await waitForListening(port, handle.pid, { timeoutMs, hint }, ends).catch(
      async (error: unknown) => {
        if (signal.aborted) throw error;
        await handle.exited;
        return { status: 'exited' as const };
      },
    );
    if (result.status === 'listening') {
      this.#host = connectAddress(result.address);
      return;
    }
    const commandLine = formatCommandLine(worker);
    throw await describeStartFailure(result, { handle, port, commandLine, startupTimeLimit });
  }

  #createPool(): UpstreamPool {
    const { heartbeat } = this.#context;
    const { isDebuggerAttached, module } = this.#options.options;
    const pool = new UpstreamPool(this.#host, this.port, heartbeat);
    const requestTimeout = isDebuggerAttached
      ? Number.POSITIVE_INFINITY
      : module.requestTimeout * 1000;
    const beats = heartbeat.onBeat(() => pool.tick(requestTimeout));
    void this.gone.then(() => beats.dispose());
    return pool;
  }

  /** Follows it to its end. */
  async #watch(): Promise<ProcessExit> {
    const { handle } = this;
    const exit = await handle.exited;
    // A script that started the program may be gone while the program goes on.
    while (handle.isGroupAlive() && (this.isStopping || (await accepts(this)))) {
      await delay(groupPollMilliseconds);
    }
    handle.signalGroup('SIGKILL');
    this.#isGone = true;
    this.#connections?.close();
    this.#goneController.abort();
    await this.#log?.close();
    this.#tell('exited', {
      exitCode: exit.code,
      signal: exit.signal,
      wasExpected: this.isStopping,
      output: this.handle.tail.lines(),
    });
    return exit;
  }

  #tell(event: WorkerEvent['event'], details: Partial<WorkerEvent> = {}): void {
    const { pid, name } = this.handle;
    const address = event === 'started' ? {} : { address: this.address };
    this.#context.emit({ type: 'worker', event, pid, name, ...address, ...details });
  }
}

function accepts({ host, port }: WorkerEndpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
