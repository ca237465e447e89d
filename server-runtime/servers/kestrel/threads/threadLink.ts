import { setImmediate as turn } from 'node:timers/promises';
import type { ListenTarget } from '../../shared/bindAddress.ts';
import { endProgram } from './endProgram.ts';
import type { ServerThreads } from './serverThreads.ts';
import {
  isThreadMessage,
  threadVariable,
  type ThreadOrder,
  type ThreadReport,
} from './threadMessages.ts';

/** A socket from another process, as `net.Server.listen` takes it. */
export type SharedTarget = Pick<ListenTarget, 'isTls' | 'endpoint'> &
  ({ fd: number } | { _handle: unknown });

/** What the process that owns the sockets can have done here. */
export interface ThreadActions {
  listen(target: SharedTarget): Promise<unknown>;
  /** Takes the addresses as bound, before anything is served. */
  showAddresses(addresses: readonly string[]): void;
  /** Ends the server gracefully. */
  stop: () => Promise<void>;
  /** Ends connections whatever they do. */
  abort(): void;
}

/** Milliseconds that a process has to end once the one that owns the sockets is gone. */
const abandonedLimit = 10_000;

/** The way from a process that serves to the one that owns the sockets. */
export class ThreadLink implements ServerThreads {
  readonly #actions: ThreadActions;
  #isServing = false;
  #isStopping = false;

  constructor(actions: ThreadActions) {
    this.#actions = actions;
  }

  /** True in a process that was started to serve. */
  static async isThere(): Promise<boolean> {
    const owner = process.env[threadVariable];
    if (owner === undefined || !process.send) return false;
    if (owner === String(process.ppid)) return true;
    // Either the app's own child, which inherits the variable, or the owner died while this process was loading: then
    // the channel is closed, which shows once the events at hand have been seen.
    await turn();
    await turn();
    return !process.connected;
  }

  /** Listens on the sockets. What goes wrong is for the other process to tell: this one ends. */
  async open(): Promise<void> {
    if (!process.connected) process.exit(1);
    process.once('disconnect', () => {
      if (this.#isServing) this.#end(abandonedLimit);
      else process.exit(1);
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // Whoever sends one to this process means this process. Without another listener the signal ends it at once.
      if (process.listenerCount(signal) > 0) process.once(signal, () => (this.#isStopping = true));
    }
    try {
      const targets = await this.#receive();
      for (const target of targets) await this.#actions.listen(target);
    } catch (error) {
      await this.#fail(error);
    }
    this.#isServing = true;
    // From here on the sockets keep the process alive, not the channel.
    process.channel?.unref();
    this.#report({ thread: 'ready' });
  }

  /** Called by the server when it stops. When it was the app that asked for it, the others are to stop too. */
  stop(): Promise<void> {
    if (!this.#isStopping) this.#report({ thread: 'stopping' });
    this.#isStopping = true;
    return Promise.resolve();
  }

  #receive(): Promise<SharedTarget[]> {
    const targets: SharedTarget[] = [];
    return new Promise((resolve) => {
      process.on('message', (message: unknown, handle: unknown) => {
        if (!isThreadMessage<ThreadOrder>(message)) return;
        if (message.thread === 'socket') targets.push(toTarget(message, handle));
        if (message.thread === 'addresses') {
          this.#actions.showAddresses(message.addresses);
          resolve(targets);
        }
        if (message.thread === 'stop') this.#end();
        if (message.thread === 'abort') this.#actions.abort();
      });
      this.#report({ thread: 'begin' });
    });
  }

  /** Once: the host takes a second signal for impatience. */
  #end(limit?: number): void {
    if (limit !== undefined) setTimeout(() => process.exit(1), limit).unref();
    if (this.#isStopping) return;
    this.#isStopping = true;
    endProgram(this.#actions.stop);
  }

  #report(report: ThreadReport): void {
    if (process.connected) process.send?.(report);
  }

  async #fail(error: unknown): Promise<never> {
    const { message, code } = error as Partial<NodeJS.ErrnoException>;
    const report: ThreadReport = {
      thread: 'failed',
      message: message ?? String(error),
      ...(code !== undefined && { code }),
    };
    await new Promise((resolve) => process.send?.(report, resolve));
    process.exit(1);
  }
}

function toTarget(
  { isTls, isPipe, endpoint }: Extract<ThreadOrder, { thread: 'socket' }>,
  handle: unknown,
): SharedTarget {
  const common = { isTls, ...(endpoint !== undefined && { endpoint }) };
  if (!isPipe) return { ...common, _handle: handle };
  // `listen` takes handles of TCP sockets only, but any descriptor. The handle itself is never closed.
  const { fd } = handle as { fd?: number };
  if (fd === undefined || fd < 0) throw new Error('Named pipes cannot be shared by processes.');
  return { ...common, fd };
}
