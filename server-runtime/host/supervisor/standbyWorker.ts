import type { Writable } from 'node:stream';
import type { FailureParams } from '../../contracts/controlMessages.ts';
import type { ChildProcessHandle } from '../../processes/childProcessHandle.ts';
import { startProcess } from '../../processes/startProcess.ts';
import { LaunchFailure } from '../launchFailure.ts';

/** Where a worker listens and whom it trusts is known late; this tells a worker that is up already. */
export interface StandbyMessage {
  set: Record<string, string>;
  unset: string[];
}

/** What such a worker sends back: that the app listens, or, instead of writing it, why it does not start. */
export type StandbyAnswer = { isListening: true } | { failure: FailureParams };

export interface StandbyWorkerOptions {
  args: readonly string[];
  cwd: string;
  /** The environment as far as it is known. */
  env: NodeJS.ProcessEnv;
  stdout: Writable;
  stderr: Writable;
}

/**
 * A worker process of a host project that is started before anybody has worked out its environment, and waits for it:
 * Node comes up in the meantime, which is most of what a start takes.
 */
export class StandbyWorker {
  readonly #options: StandbyWorkerOptions;
  #handle: Promise<ChildProcessHandle> | undefined;
  #failure: LaunchFailure | undefined;

  constructor(options: StandbyWorkerOptions) {
    this.#options = options;
    this.#handle = startProcess({ ...options, command: process.execPath, ipc: true });
    this.#handle.catch(() => {});
  }

  /**
   * Sets it off, once; undefined when it cannot serve in this environment, or was used before. Rejects with the
   * LaunchFailure that it reported: to start the same app again would not help.
   */
  async take(
    env: NodeJS.ProcessEnv,
    output: { stdout: Writable | undefined; stderr: Writable | undefined },
  ): Promise<ChildProcessHandle | undefined> {
    if (this.#failure) throw this.#failure;
    const { stdout, stderr } = this.#options;
    const setting = difference(this.#options.env, env);
    const changesNode = [...Object.keys(setting.set), ...setting.unset].some((name) =>
      /^NODE_/i.test(name),
    );
    if (changesNode || output.stdout !== stdout || output.stderr !== stderr) this.dispose();
    const handle = await this.#handle?.catch(() => undefined);
    this.#handle = undefined;
    if (!handle || handle.exit) return undefined;
    handle.listeningHint = new Promise((resolve) => {
      handle.onMessage((message) => {
        const answer = message as StandbyAnswer;
        if (!('failure' in answer)) resolve();
        else if (!isAboutPort(answer.failure, env['ASPNETCORE_PORT'])) {
          this.#failure = toFailure(answer.failure);
        }
      });
    });
    handle.send(setting);
    return handle;
  }

  /** Ends it when it was not used. */
  dispose(): void {
    void this.#handle?.then((handle) => handle.signalGroup('SIGKILL')).catch(() => {});
    this.#handle = undefined;
  }
}

/** The port was free when it was chosen for the worker, and is no more; the next worker gets another one. */
function isAboutPort({ code, port }: FailureParams, chosen: string | undefined): boolean {
  return code === 'address-in-use' && String(port) === chosen;
}

function toFailure({ code, message, help, texts, ...facts }: FailureParams): LaunchFailure {
  const words = texts ?? { message, help };
  return new LaunchFailure(code, words.message, { ...facts, help: words.help });
}

function difference(from: NodeJS.ProcessEnv, to: NodeJS.ProcessEnv): StandbyMessage {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(to)) {
    if (value !== undefined && from[name] !== value) set[name] = value;
  }
  return { set, unset: Object.keys(from).filter((name) => to[name] === undefined) };
}
