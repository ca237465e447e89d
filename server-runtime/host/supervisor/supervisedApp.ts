import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { ProcessRuntime } from '../../contracts/controlMessages.ts';
import { localizableText } from '../../contracts/localizableText.ts';
import { parseApplicationUrl } from '../../launch/applicationUrl.ts';
import type { ChildProcessHandle, ProcessExit } from '../../processes/childProcessHandle.ts';
import { findPortOwner } from '../../processes/portOwner.ts';
import { startProcess } from '../../processes/startProcess.ts';
import { stopProcess } from '../../processes/stopProcess.ts';
import { addressInUse } from '../addressInUse.ts';
import { describeCrash } from '../describeCrash.ts';
import { folderMissing } from '../folderMissing.ts';
import { LaunchFailure } from '../launchFailure.ts';
import type { LaunchReporter } from '../launchReporter.ts';
import { exitCodeOfSignal } from '../processSignals.ts';
import type { RunningApp } from '../runningApp.ts';
import { opensInspector, withoutInspectors } from './inspectorSockets.ts';
import { listeningAddresses } from './listeningAddresses.ts';
import { watchSockets } from './socketWatch.ts';

export interface SupervisedAppOptions {
  command: string;
  args: readonly string[];
  cwd: string;
  /** The complete environment. */
  env: NodeJS.ProcessEnv;
  runtime: ProcessRuntime;
  /** Addresses that it is expected to listen on; may be empty. */
  urls: readonly string[];
  reporter: LaunchReporter;
  /** Give it our own standard output and error instead of passing on what it writes. */
  inheritsOutput: boolean;
  /**
   * Called with the addresses once it listens on the first of them, and whether what it has written so far does not end
   * its line.
   */
  onListening: (addresses: readonly string[], isInLine: boolean) => void;
  /** Called when it has gone on for some seconds and does not listen. */
  onSilent: () => void;
}

/** Milliseconds that a program has to stop by itself: what the ASP.NET Core Module gives one. */
const stopLimit = 10_000;

/** Milliseconds in which most servers listen, so that the advice to those that never do is not seen at every start. */
const silenceLimit = 5000;

/** A program that runs as a child of the host, which watches what it listens on. */
export class SupervisedApp implements RunningApp {
  readonly finished: Promise<number>;
  readonly #options: SupervisedAppOptions;
  readonly #hurry = new AbortController();
  #handle: ChildProcessHandle | undefined;
  #stopSignal: NodeJS.Signals | undefined;
  #restart: (() => void) | undefined;

  constructor(options: SupervisedAppOptions) {
    this.#options = options;
    this.finished = this.#run();
  }

  stop(signal: NodeJS.Signals): void {
    if (this.#stopSignal) return;
    this.#stopSignal = signal;
    this.#options.reporter.state('stopping');
    this.#end(signal);
  }

  restart(): Promise<void> {
    return new Promise((resolve) => {
      this.#restart = resolve;
      this.#end('SIGTERM');
    });
  }

  #end(signal: NodeJS.Signals): void {
    if (!this.#handle) return;
    const gracefulSignal = signal === 'SIGHUP' ? 'SIGTERM' : signal;
    const options = { gracefulSignal, killAfterMs: stopLimit };
    void stopProcess(this.#handle, options, this.#hurry.signal);
  }

  async #run(): Promise<number> {
    for (;;) {
      const exit = await this.#runOnce();
      const exitCode = exit.code ?? exitCodeOfSignal(exit.signal ?? 'SIGKILL');
      if (this.#stopSignal || (exitCode === 0 && !this.#restart)) return exitCode;
      if (!this.#restart) throw await this.#describeExit(exit, exitCode);
      this.#restart();
      this.#restart = undefined;
    }
  }

  async #runOnce(): Promise<ProcessExit> {
    const { reporter, runtime } = this.#options;
    reporter.state('starting');
    const handle = await this.#start();
    this.#handle = handle;
    const { pid, name } = handle;
    const params = { pid, name, role: 'app', runtime } as const;
    reporter.process({ ...params, event: 'started' });
    if (this.#stopSignal) this.#end(this.#stopSignal);
    const watch = this.#watch(handle);
    const exit = await handle.exited;
    await watch;
    // Descendants in its group go with it: a launch is over when its program is.
    await stopProcess(handle, { killAfterMs: stopLimit }, this.#hurry.signal);
    reporter.addresses([]);
    reporter.process({ ...params, event: 'exited', exitCode: exit.code, signal: exit.signal });
    return exit;
  }

  async #start(): Promise<ChildProcessHandle> {
    const { command, args, cwd, env, inheritsOutput } = this.#options;
    try {
      return await startProcess({
        command,
        args,
        cwd,
        env,
        stdin: 'inherit',
        stdout: inheritsOutput ? 'inherit' : process.stdout,
        stderr: inheritsOutput ? 'inherit' : process.stderr,
      });
    } catch (error) {
      throw describeStartError(error as NodeJS.ErrnoException, command, cwd);
    }
  }

  async #watch(handle: ChildProcessHandle): Promise<void> {
    const { args, env, urls, reporter, onListening, onSilent } = this.#options;
    const isInspected = opensInspector(args, env);
    const expectedPorts = new Set(parseApplicationUrl(urls.join(';')).urls.map(({ port }) => port));
    let isFirst = true;
    const silence = setTimeout(() => {
      if (!this.#stopSignal) onSilent();
    }, silenceLimit).unref();
    await watchSockets(
      handle.pid,
      async (all) => {
        const sockets = isInspected ? await withoutInspectors(all, expectedPorts) : all;
        if (this.#stopSignal || handle.exit) return;
        const addresses = listeningAddresses(sockets, urls);
        reporter.addresses(addresses);
        if (addresses.length === 0) return;
        clearTimeout(silence);
        reporter.state('listening');
        if (!isFirst) return;
        isFirst = false;
        await untilPipesAreRead();
        onListening(addresses, handle.tail.isInLine('stdout'));
      },
      handle.exitSignal,
    ).catch(() => {});
    clearTimeout(silence);
  }

  async #describeExit(exit: ProcessExit, exitCode: number): Promise<LaunchFailure> {
    const name = this.#handle?.name ?? this.#options.command;
    const output = this.#handle?.tail.lines() ?? [];
    const options = { output, isOutputShown: true, exitCode };
    const taken = await this.#takenPort();
    if (taken !== undefined) return addressInUse(taken, options);
    const crash = describeCrash(output, this.#options.cwd, options);
    if (crash) return crash;
    const text = exit.signal
      ? localizableText('{0} was ended by {1}.', name, exit.signal)
      : localizableText('{0} exited with code {1}.', name, exitCode);
    return new LaunchFailure('app-exited', text, options);
  }

  /** The port that the program was to listen on and another process holds, which is then why it ended. */
  async #takenPort(): Promise<number | undefined> {
    const { urls } = parseApplicationUrl(this.#options.urls.join(';'));
    for (const { port } of urls) {
      if (port !== 0 && (await findPortOwner(port))) return port;
    }
    return undefined;
  }
}

/** What a program wrote before it listened may still lie in its pipe when the OS already tells the socket. */
async function untilPipesAreRead(): Promise<void> {
  // The first ends a round of the event loop that may have looked at the pipes before; the second follows a new look.
  await setImmediate();
  await setImmediate();
}

function describeStartError(
  error: NodeJS.ErrnoException,
  command: string,
  cwd: string,
): LaunchFailure {
  if (!existsSync(cwd)) return folderMissing(cwd, error);
  if (error.code === 'ENOENT') {
    return new LaunchFailure(
      'command-not-found',
      localizableText("There is no program '{0}'.", command),
      {
        help: [
          localizableText(
            'Install it, put it on the PATH, or correct executablePath in the profile.',
          ),
        ],
        cause: error,
      },
    );
  }
  const text =
    error.code === 'EACCES'
      ? localizableText("'{0}' cannot be started: it is not executable.", command)
      : localizableText("'{0}' cannot be started: {1}.", command, error.message);
  return new LaunchFailure('command-failed', text, { cause: error });
}
