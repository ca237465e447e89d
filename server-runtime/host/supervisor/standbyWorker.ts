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

/** What such a worker sends when the app does not start, instead of writing it. */
export interface StandbyFailure {
  failure: FailureParams;
}

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
    const message = difference(this.#options.env, env);
    const changesNode = [...Object.keys(message.set), ...message.unset].some((name) =>
      /^NODE_/i.test(name),
    );
    if (changesNode || output.stdout !== stdout || output.stderr !== stderr) this.dispose();
    const handle = await this.#handle?.catch(() => undefined);
    this.#handle = undefined;
    if (!handle || handle.exit) return undefined;
    handle.onMessage((answer) => {
      const { code, message: text, output: lines, help } = (answer as StandbyFailure).failure;
      this.#failure = new LaunchFailure(code, text, { output: lines, help });
    });
    handle.send(message);
    return handle;
  }

  /** Ends it when it was not used. */
  dispose(): void {
    void this.#handle?.then((handle) => handle.signalGroup('SIGKILL')).catch(() => {});
    this.#handle = undefined;
  }
}

function difference(from: NodeJS.ProcessEnv, to: NodeJS.ProcessEnv): StandbyMessage {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(to)) {
    if (value !== undefined && from[name] !== value) set[name] = value;
  }
  return { set, unset: Object.keys(from).filter((name) => to[name] === undefined) };
}
