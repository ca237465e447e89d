import { Deferred } from '../../../primitives/deferred.ts';
import type { ListenTarget } from '../../shared/bindAddress.ts';
import type { ServerThreads, ThreadLog } from './serverThreads.ts';
import { SharedSocket } from './sharedSocket.ts';
import { ThreadProcess } from './threadProcess.ts';

/** Processes that may end before they are ready until the start fails. */
const startAttempts = 3;

/** Milliseconds: before the first replacement, at most before a later one, and after which one counts as healthy. */
const replacement = { firstDelay: 50, longestDelay: 10_000, healthyAfter: 10_000 };

/** Milliseconds that processes have to end once their requests were aborted. */
const abortLimit = 2000;

/** Owns the sockets, serves nothing itself, and keeps as many processes as were asked for serving. */
export class ThreadOwner implements ServerThreads {
  readonly #log: ThreadLog;
  readonly #onStopping: () => void;
  readonly #sockets: SharedSocket[] = [];
  readonly #processes = new Set<ThreadProcess>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #allReady = new Deferred();
  readonly #allEnded = new Deferred();
  #addresses: readonly string[] = [];
  #threadCount = 0;
  #ready = 0;
  #failures = 0;
  #hasStarted = false;
  #isStopping = false;

  /** `onStopping`: the app decided to stop, in one of the processes. */
  constructor(log: ThreadLog, onStopping: () => void) {
    this.#log = log;
    this.#onStopping = onStopping;
  }

  /** Binds an address. Resolves with its port. */
  readonly bind = (target: ListenTarget): Promise<number> =>
    new Promise((resolve) => {
      const socket = new SharedSocket(target);
      this.#sockets.push(socket);
      resolve(socket.port);
    });

  /** Resolves when all processes serve; rejects when they cannot. */
  async start(threadCount: number, addresses: readonly string[]): Promise<void> {
    this.#addresses = addresses;
    this.#threadCount = threadCount;
    for (let i = 0; i < threadCount; i++) this.#add();
    await this.#allReady.promise;
    this.#hasStarted = true;
    this.#failures = 0;
  }

  async stop(signal?: AbortSignal): Promise<void> {
    this.#isStopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const process of this.#processes) process.stop();
    for (const socket of this.#sockets) socket.close();
    if (this.#processes.size === 0) return;
    let killTimer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      for (const process of this.#processes) process.abort();
      killTimer = setTimeout(() => {
        for (const process of this.#processes) process.kill();
      }, abortLimit);
    };
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    await this.#allEnded.promise;
    signal?.removeEventListener('abort', abort);
    clearTimeout(killTimer);
  }

  #add(): void {
    const startedAt = performance.now();
    let isReady = false;
    const process = new ThreadProcess(this.#sockets, this.#addresses, {
      onReady: () => {
        isReady = true;
        if (++this.#ready === this.#threadCount) this.#allReady.resolve();
      },
      onStopping: () => {
        if (this.#isStopping) return;
        this.#isStopping = true;
        this.#onStopping();
      },
      onExit: (reason, failure) => {
        this.#processes.delete(process);
        if (isReady) this.#ready--;
        if (this.#isStopping) {
          if (this.#processes.size === 0) this.#allEnded.resolve();
          return;
        }
        if (performance.now() - startedAt > replacement.healthyAfter) this.#failures = 0;
        if (this.#hasStarted) this.#replace(process.pid, failure?.message ?? reason);
        else this.#retry(reason, failure);
      },
    });
    this.#processes.add(process);
  }

  /** While the app starts: what a process says is final; one that just ends gets another try. */
  #retry(reason: string, failure: Error | undefined): void {
    if (failure) this.#allReady.reject(failure);
    else if (++this.#failures < startAttempts) this.#add();
    else {
      const text = `The processes that were to serve the app ended before they were ready: ${reason}.`;
      this.#allReady.reject(new Error(text));
    }
  }

  /** The sooner one ended, and the more did, the longer the next one waits. */
  #replace(pid: number | undefined, reason: string): void {
    const { firstDelay, longestDelay } = replacement;
    const delay = Math.min(firstDelay * 4 ** this.#failures++, longestDelay);
    this.#log.warning(
      `Process ${pid ?? '?'}, which served the app, has ended: ${reason}. Another one starts in ${delay} ms.`,
    );
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#add();
    }, delay);
    this.#timers.add(timer);
  }
}
