import { fork, type ChildProcess } from 'node:child_process';
import { currentProgram } from '../../../primitives/program.ts';
import type { SharedSocket } from './sharedSocket.ts';
import {
  isThreadMessage,
  threadVariable,
  type ThreadOrder,
  type ThreadReport,
} from './threadMessages.ts';

/** What a process that serves has to tell. */
export interface ThreadEvents {
  onReady: () => void;
  /** The app in it decided to stop. */
  onStopping: () => void;
  /** Called once, however it ended. */
  onExit: (reason: string, failure: Error | undefined) => void;
}

/** A process that serves, as the one that owns the sockets sees it: this program once more. */
export class ThreadProcess {
  readonly #child: ChildProcess;
  #isReady = false;
  #failure: Error | undefined;

  constructor(
    sockets: readonly SharedSocket[],
    addresses: readonly string[],
    { onReady, onStopping, onExit }: ThreadEvents,
  ) {
    const { args, cwd } = currentProgram();
    const [file, ...rest] = args;
    if (file === undefined) throw new Error('A threadCount above 1 needs a program in a file.');
    this.#child = fork(file, rest, {
      cwd,
      env: {
        ...process.env,
        [threadVariable]: String(process.pid),
        // Where it listens is for one process to say.
        ASPNETCORE_SUPPRESSSTATUSMESSAGES: 'true',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message) => {
      if (!isThreadMessage<ThreadReport>(message)) return;
      if (message.thread === 'begin') this.#handOver(sockets, addresses);
      if (message.thread === 'ready') {
        this.#isReady = true;
        onReady();
      }
      if (message.thread === 'stopping') onStopping();
      if (message.thread === 'failed') {
        const { message: text, code } = message;
        this.#failure = Object.assign(new Error(text), code !== undefined && { code });
      }
    });
    let hasEnded = false;
    const end = (reason: string): void => {
      if (hasEnded) return;
      hasEnded = true;
      onExit(reason, this.#failure);
    };
    this.#child.on('error', (error) => {
      if (this.#child.pid === undefined) end(error.message);
    });
    this.#child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  }

  /** Undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Has it end gracefully; one that serves nothing yet ends at once. */
  stop(): void {
    if (this.#isReady) this.#send({ thread: 'stop' });
    else this.kill();
  }

  /** Has it abort what is left. */
  abort(): void {
    this.#send({ thread: 'abort' });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #handOver(sockets: readonly SharedSocket[], addresses: readonly string[]): void {
    for (const { isTls, isPipe, endpoint, handle } of sockets) {
      const order: ThreadOrder = { thread: 'socket', isTls, isPipe, endpoint };
      this.#child.send(order, handle, ignore);
    }
    this.#send({ thread: 'addresses', addresses });
  }

  #send(order: ThreadOrder): void {
    if (this.#child.connected) this.#child.send(order, ignore);
  }
}

/** One that is gone takes no orders; its exit tells. */
function ignore(): void {}
