import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { ChildProcessHandle, ProcessExit } from './childProcessHandle.ts';
import { OutputTail } from './outputTail.ts';
import { isProcessGroupAlive, signalProcessGroup } from './processGroup.ts';
import { type Watchdog, startWatchdog } from './watchdog.ts';

export interface ProcessSpec {
  /** Path, or a name that is looked up on PATH. Never given to a shell. */
  command: string;
  args: readonly string[];
  cwd: string;
  /** The complete environment. */
  env: NodeJS.ProcessEnv;
  /** Default `ignore`. */
  stdin?: 'inherit' | 'ignore';
  /** Where its output goes. Default: nowhere, it is only kept in the tail. `inherit` gives it our terminal, without a tail. */
  stdout?: Writable | 'inherit' | undefined;
  stderr?: Writable | 'inherit' | undefined;
  /** Opens a message channel. For programs that end when it closes. */
  ipc?: boolean;
}

// A grandchild may hold the pipes open after the process is gone; its output is not waited for any longer than this.
const drainMilliseconds = 250;
// Until then the closing of a message channel is guard enough.
const channelGuardMilliseconds = 1000;
const groupPollMilliseconds = 500;

/**
 * Starts a process as the leader of its own process group, which does not outlive this process.
 * Rejects with the system error (`code` is `ENOENT`, `EACCES` …) when it cannot be started.
 */
export async function startProcess(spec: ProcessSpec): Promise<ChildProcessHandle> {
  const stdoutMode = spec.stdout === 'inherit' ? 'inherit' : 'pipe';
  const stderrMode = spec.stderr === 'inherit' ? 'inherit' : 'pipe';
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    // On Windows a detached process would get a console window; there the tree is found through parent ids instead.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: [spec.stdin ?? 'ignore', stdoutMode, stderrMode, ...(spec.ipc ? ['ipc' as const] : [])],
  });
  if (child.pid === undefined) {
    throw await new Promise<Error>((resolve) => child.once('error', resolve));
  }
  // Without a process behind it this can only be a failed send or kill, which exit tells better.
  child.on('error', () => {});
  const tail = new OutputTail();
  forward(child, 'stdout', spec.stdout, tail);
  forward(child, 'stderr', spec.stderr, tail);
  return new StartedProcess(child, child.pid, spec, tail);
}

function forward(
  child: ChildProcess,
  stream: 'stdout' | 'stderr',
  sink: Writable | 'inherit' | undefined,
  tail: OutputTail,
): void {
  const source = child[stream];
  if (!source) return;
  source.on('data', (chunk: Buffer) => tail.push(stream, chunk));
  source.on('error', () => {});
  if (sink && sink !== 'inherit') source.pipe(sink, { end: false });
}

class StartedProcess implements ChildProcessHandle {
  readonly pid: number;
  readonly name: string;
  readonly tail: OutputTail;
  readonly exited: Promise<ProcessExit>;
  listeningHint: Promise<void> | undefined;
  readonly #child: ChildProcess;
  #watchdog: Watchdog | undefined;
  readonly #exitController = new AbortController();
  #exit: ProcessExit | undefined;

  constructor(
    child: ChildProcess,
    pid: number,
    { command, ipc: hasChannel = false }: ProcessSpec,
    tail: OutputTail,
  ) {
    this.#child = child;
    this.pid = pid;
    this.tail = tail;
    this.name = path.basename(command).replace(/\.exe$/i, '');
    this.#watch(hasChannel);
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        const exit = { code, signal };
        this.#exit = exit;
        this.#exitController.abort(new Error(`${this.name} has exited`));
        this.#dismissWatchdog();
        const timer = setTimeout(() => resolve(exit), drainMilliseconds);
        child.once('close', () => {
          clearTimeout(timer);
          resolve(exit);
        });
      });
    });
  }

  get exit(): ProcessExit | undefined {
    return this.#exit;
  }

  get exitSignal(): AbortSignal {
    return this.#exitController.signal;
  }

  send(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as never, () => {});
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#child.on('message', listener);
  }

  signalGroup(signal: NodeJS.Signals): boolean {
    return signalProcessGroup(this.pid, signal);
  }

  isGroupAlive(): boolean {
    return isProcessGroupAlive(this.pid);
  }

  /** A program of ours ends when its channel closes, so its start need not wait for the watchdog's. */
  #watch(hasChannel: boolean): void {
    const start = () => {
      if (!this.#exit) this.#watchdog = startWatchdog(this.pid);
    };
    if (hasChannel) setTimeout(start, channelGuardMilliseconds).unref();
    else start();
  }

  /** The watchdog stays while others of the group live; after that the id may be given to a process of somebody else. */
  #dismissWatchdog(): void {
    if (this.isGroupAlive())
      setTimeout(() => this.#dismissWatchdog(), groupPollMilliseconds).unref();
    else this.#watchdog?.dismiss();
  }
}
