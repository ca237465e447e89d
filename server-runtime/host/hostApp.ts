import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { localizableText } from '../contracts/localizableText.ts';
import { setProgram } from '../primitives/program.ts';
import { defaultHost } from './defaultHost.ts';
import { describeAppError } from './describeError.ts';
import { folderMissing } from './folderMissing.ts';
import { LaunchFailure } from './launchFailure.ts';
import { exitCodeOfSignal } from './processSignals.ts';
import type { RunningApp } from './runningApp.ts';
import { redirectRuntime, resolveRuntime } from './runtimeResolution.ts';
import { requireLoadable, silenceLoaderWarnings } from './typeScriptSupport.ts';
import { WebHostWatch } from './webHostWatch.ts';

export interface HostAppOptions {
  /** The project's folder. */
  directory: string;
  /** The folder that the app runs in. */
  workingDirectory: string;
  /** File name of `program.*` or `startup.*`; absent for a static site. */
  entry?: string;
  args: readonly string[];
  /** Called with all addresses, each time they change. */
  onAddresses?: (addresses: string[]) => void;
  onStopping?: () => void;
  /** True: the app ends when it fails to start, whatever its web host would do. Default false. */
  failsOnStartupErrors?: boolean;
  /** Called when the app failed to start and its web host answers with the error instead. */
  onStartupError?: (failure: LaunchFailure) => void;
}

/** Milliseconds that `main` has to return once its web hosts have stopped. */
const mainLimit = 5000;

/** This host; absolute, because the app may run in another folder. */
const hostFile = path.resolve(process.argv[1] ?? '');

type Main = (args: string[]) => unknown;

/** An app of a host project, which runs in this process. There can be one per process. */
export class HostApp implements RunningApp {
  readonly finished: Promise<number>;
  readonly #options: HostAppOptions;
  readonly #webHosts = new WebHostWatch();
  #stopSignal: NodeJS.Signals | undefined;
  #abandon: (exitCode: number) => void = () => {};
  #fail: (error: unknown) => void = () => {};

  constructor(options: HostAppOptions) {
    this.#options = options;
    this.#webHosts.onAddresses = (addresses) => options.onAddresses?.(addresses);
    this.#webHosts.onStopping = () => options.onStopping?.();
    this.#webHosts.failsOnStartupErrors = options.failsOnStartupErrors ?? false;
    this.#webHosts.onStartupError = (error) => {
      const { directory } = options;
      void describeAppError(error, directory, this.#entryFile).then(options.onStartupError);
    };
    const abandoned = new Promise<number>((resolve, reject) => {
      this.#abandon = resolve;
      this.#fail = reject;
    });
    this.finished = Promise.race([this.#run(), abandoned]);
  }

  stop(signal: NodeJS.Signals): void {
    if (this.#stopSignal) return;
    this.#stopSignal = signal;
    // Nothing serves: a program that just runs ends as any other does at Ctrl+C.
    if (!this.#webHosts.isActive) this.#abandon(exitCodeOfSignal(signal));
    void this.#webHosts.stop().then(() => {
      setTimeout(() => this.#abandon(exitCodeOfSignal(signal)), mainLimit).unref();
    });
  }

  async #run(): Promise<number> {
    const { directory, workingDirectory, args } = this.#options;
    process.on('uncaughtException', this.#onUncaughtException);
    try {
      setProgram({
        // What several processes take is one that serves, without profile, editor and browser.
        args: [hostFile, 'worker', '--project', directory, '--', ...args],
        cwd: workingDirectory,
      });
      enter(workingDirectory);
      const main = await this.#loadMain();
      const result = await main([...args]);
      // A main that starts a web host and returns leaves it running, as a plain Node program would.
      await this.#webHosts.whenIdle();
      return typeof result === 'number' ? result : 0;
    } catch (error) {
      throw await describeAppError(error, directory, this.#entryFile);
    } finally {
      this.#webHosts.dispose();
    }
  }

  get #entryFile(): string | undefined {
    const { directory, entry } = this.#options;
    return entry === undefined ? undefined : path.join(directory, entry);
  }

  async #loadMain(): Promise<Main> {
    const { directory, entry } = this.#options;
    const file = this.#entryFile;
    if (file !== undefined) requireLoadable(file);
    silenceLoaderWarnings();
    const runtime = resolveRuntime(directory);
    redirectRuntime(runtime);
    if (file === undefined || !/^program\./i.test(entry ?? '')) {
      return (args) => defaultHost({ runtime, directory, startupFile: file, args });
    }
    return findMain(await import(/* webpackIgnore: true */ pathToFileURL(file).href), file);
  }

  /** Without a handler Node would end the process before the editor hears why; an app's own handler has the say. */
  readonly #onUncaughtException = (error: unknown): void => {
    if (process.listenerCount('uncaughtException') > 1) return;
    const { directory } = this.#options;
    void describeAppError(error, directory, this.#entryFile, { whileRunning: true }).then(
      this.#fail,
    );
  };
}

function findMain(module: unknown, file: string): Main {
  const exports = module as { main?: unknown; default?: unknown };
  const nested = (exports.default ?? {}) as { main?: unknown };
  const main = [exports.main, nested.main, exports.default].find(
    (candidate) => typeof candidate === 'function',
  );
  if (main) return main as Main;
  throw new LaunchFailure(
    'no-main',
    localizableText(
      "{0} exports no function 'main', so there is nothing to run.",
      path.basename(file),
    ),
    {
      help: [
        localizableText('Write: export async function main(args: string[]): Promise<number> { … }'),
      ],
    },
  );
}

function enter(directory: string): void {
  try {
    process.chdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw folderMissing(directory, error);
    throw error;
  }
}
