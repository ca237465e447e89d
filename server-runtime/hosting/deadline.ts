import { longestTimer } from '../primitives/longestTimer.ts';

/** The end of the time that a stop may take, as a signal and as something that waiting can be cut short by. */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #dispose: () => void;

  /** In milliseconds; the other signal may end it sooner. */
  constructor(duration: number, sooner?: AbortSignal) {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    this.signal = controller.signal;
    this.#timer = setTimeout(abort, Math.min(duration, longestTimer));
    if (sooner?.aborted) abort();
    sooner?.addEventListener('abort', abort, { once: true });
    this.#dispose = () => sooner?.removeEventListener('abort', abort);
  }

  /** Waits for a stop, but not beyond the deadline: rejects then. */
  async race(stop: Promise<void> | void): Promise<void> {
    if (!stop) return;
    const { signal } = this;
    let giveUp = (): void => undefined;
    const isOver = new Promise<never>((_resolve, reject) => {
      giveUp = () =>
        reject(new Error('A hosted service did not stop within the shutdown timeout.'));
      if (signal.aborted) setImmediate(giveUp);
      else signal.addEventListener('abort', giveUp, { once: true });
    });
    try {
      await Promise.race([stop, isOver]);
    } finally {
      signal.removeEventListener('abort', giveUp);
      isOver.catch(() => undefined);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#dispose();
  }
}
