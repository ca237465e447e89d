import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ChildProcessHandle } from '../../../processes/childProcessHandle.ts';
import { startProcess } from '../../../processes/startProcess.ts';
import { stopProcess } from '../../../processes/stopProcess.ts';
import { waitForListening } from '../../../processes/waitForListening.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { ResolvedOptions } from '../iisExpressOptions.ts';
import type { SiteCounters } from '../requestLog.ts';
import { UpstreamPool } from '../upstream/upstreamPool.ts';
import { requestShutdown } from './shutdownRequest.ts';
import type { SiteEvent } from '../siteEvents.ts';
import { createWorkerEnvironment } from './workerEnvironment.ts';
import { chooseWorkerPort } from './workerPort.ts';
import { WorkerStartError } from '../workerStartError.ts';

/** What a worker is started with besides the site's options. */
export interface ServerProcessContext {
  options: ResolvedOptions;
  heartbeat: Heartbeat;
  counters: SiteCounters;
  /** The site's https port, when it has one. */
  httpsPort: number | undefined;
  emit(event: SiteEvent): void;
}

/** A worker process that listens. */
export class ServerProcess {
  readonly port: number;
  /** Pairing token: proves to the worker that a request came through this front end. */
  readonly token: string;
  readonly handle: ChildProcessHandle;
  readonly connections: UpstreamPool;
  readonly #context: ServerProcessContext;
  #stopping: Promise<void> | undefined;

  private constructor(
    context: ServerProcessContext,
    handle: ChildProcessHandle,
    port: number,
    token: string,
  ) {
    this.#context = context;
    this.handle = handle;
    this.port = port;
    this.token = token;
    const { heartbeat, options } = context;
    this.connections = new UpstreamPool(port, heartbeat);
    const requestTimeout = options.isDebuggerAttached
      ? Number.POSITIVE_INFINITY
      : options.module.requestTimeout * 1000;
    const beats = heartbeat.onBeat(() => this.connections.tick(requestTimeout));
    handle.exitSignal.addEventListener('abort', () => beats.dispose());
  }

  /**
   * Starts a worker and waits until it listens on the port that it was given. Rejects with {@link WorkerStartError},
   * nothing of the worker left; with the signal's reason when that aborts.
   */
  static async start(context: ServerProcessContext, signal: AbortSignal): Promise<ServerProcess> {
    const { options } = context;
    const inherited = options.worker.env ?? process.env;
    const configured = options.module.environmentVariables;
    const userSet = (name: string) => configured[name] || inherited[name];
    const port = await chooseWorkerPort(userSet('ASPNETCORE_PORT'));
    const token = userSet('ASPNETCORE_TOKEN') ?? randomUUID();
    const env = createWorkerEnvironment({
      inherited,
      configured,
      port,
      token,
      applicationPath: options.applicationPath,
      physicalPath: options.physicalPath,
      isAnonymousAllowed: options.anonymousAuthentication,
      httpsPort: context.httpsPort,
    });
    const handle = await launch(options, env);
    context.counters.workersStarted++;
    const worker = new ServerProcess(context, handle, port, token);
    context.emit({ type: 'worker', event: 'started', pid: handle.pid, name: handle.name });
    void handle.exited.then((exit) => {
      context.emit({
        type: 'worker',
        event: 'exited',
        pid: handle.pid,
        name: handle.name,
        address: worker.address,
        exitCode: exit.code,
        signal: exit.signal,
        wasExpected: worker.isStopping,
      });
    });
    try {
      await worker.#becomeReady(signal);
    } catch (error) {
      worker.#stopping = kill(handle);
      await worker.#stopping;
      throw error;
    }
    context.emit({
      type: 'worker',
      event: 'listening',
      pid: handle.pid,
      name: handle.name,
      address: worker.address,
    });
    return worker;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** True from the moment on which the site asked it to end. */
  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** Asks it to shut down, then signals its group, then kills what is left. Resolves when nothing of it is left. */
  stop(signal?: AbortSignal): Promise<void> {
    this.#stopping ??= this.#stop(signal);
    return this.#stopping;
  }

  async #stop(signal: AbortSignal | undefined): Promise<void> {
    const { options } = this.#context;
    const limit = options.module.shutdownTimeLimit * 1000;
    const deadline = performance.now() + limit;
    const ends = AbortSignal.any([
      AbortSignal.timeout(limit),
      this.handle.exitSignal,
      ...(signal ? [signal] : []),
    ]);
    if (!this.handle.exit && (await requestShutdown(this, options.applicationPath, ends))) {
      await new Promise<void>((resolve) => {
        if (ends.aborted) resolve();
        ends.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    const killAfterMs = Math.max(0, Math.ceil(deadline - performance.now()));
    await stopProcess(this.handle, { gracefulSignal: 'SIGINT', killAfterMs }, signal);
  }

  async #becomeReady(signal: AbortSignal): Promise<void> {
    const { module, isDebuggerAttached } = this.#context.options;
    const { handle, port } = this;
    const timeoutMs = isDebuggerAttached
      ? Number.POSITIVE_INFINITY
      : module.startupTimeLimit * 1000;
    const ends = AbortSignal.any([handle.exitSignal, signal]);
    const result = await waitForListening(port, handle.pid, { timeoutMs }, ends).catch(
      async (error: unknown) => {
        if (signal.aborted) throw error;
        await handle.exited;
        return { status: 'exited' as const };
      },
    );
    if (result.status === 'listening') return;
    throw this.#describeFailure(result);
  }

  #describeFailure(
    result:
      | { status: 'exited' | 'timeout' }
      | { status: 'foreign'; owner: { pid: number; name: string | undefined } | undefined },
  ): WorkerStartError {
    const { handle, port } = this;
    const { module, worker } = this.#context.options;
    const details = {
      commandLine: formatCommandLine(worker.command, worker.args),
      exit: handle.exit,
      output: handle.tail.lines(),
    };
    switch (result.status) {
      case 'exited': {
        const { code, signal } = handle.exit ?? { code: null, signal: null };
        const how = signal ? `was ended by ${signal}` : `exited with code ${code}`;
        return new WorkerStartError(
          'worker-exited',
          `The worker process ${handle.name} (pid ${handle.pid}) ${how} before it listened on port ${port}.`,
          { ...details, help: ['Run the command by itself to see why it ends.'] },
        );
      }
      case 'timeout':
        return new WorkerStartError(
          'worker-timeout',
          `The worker process ${handle.name} (pid ${handle.pid}) did not listen on port ${port} within ${module.startupTimeLimit} seconds.`,
          {
            ...details,
            help: [
              'It must listen on 127.0.0.1, on the port that ASPNETCORE_PORT (also PORT) names.',
              'startupTimeLimit in web.config gives it more time.',
            ],
          },
        );
      case 'foreign': {
        const owner = result.owner
          ? `${result.owner.name ?? 'a process'} (pid ${result.owner.pid})`
          : 'another process';
        return new WorkerStartError(
          'worker-port-taken',
          `Port ${port}, which the worker was given, is held by ${owner}.`,
          details,
        );
      }
    }
  }
}

async function launch(
  { worker, physicalPath }: ResolvedOptions,
  env: NodeJS.ProcessEnv,
): Promise<ChildProcessHandle> {
  const cwd = worker.cwd ?? physicalPath;
  try {
    return await startProcess({
      command: resolveCommand(worker.command, physicalPath),
      args: worker.args,
      cwd,
      env,
      stdout: worker.stdout,
      stderr: worker.stderr,
    });
  } catch (error) {
    const commandLine = formatCommandLine(worker.command, worker.args);
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const isFolderMissing = !existsSync(cwd);
    throw new WorkerStartError(
      'worker-not-found',
      isFolderMissing
        ? `The worker process could not be started: its folder ${cwd} does not exist.`
        : `The worker process ${worker.command} could not be started: ${code}.`,
      {
        commandLine,
        help: isFolderMissing ? [] : [`Is ${worker.command} installed, and on the PATH?`],
      },
    );
  }
}

/** A relative path is tried under the site; else it is left to the PATH, as the module does with processPath. */
function resolveCommand(command: string, physicalPath: string): string {
  const candidate = path.resolve(physicalPath, command);
  const isInSite = !path.isAbsolute(command) && /[/\\.]/.test(command) && existsSync(candidate);
  return isInSite ? candidate : command;
}

async function kill(handle: ChildProcessHandle): Promise<void> {
  handle.signalGroup('SIGKILL');
  await handle.exited;
}

/** A command line as a person would type it. */
export function formatCommandLine(command: string, args: readonly string[]): string {
  return [command, ...args]
    .map((part) => (/^[\w@%+=:,./\\-]+$/.test(part) ? part : `"${part}"`))
    .join(' ');
}
