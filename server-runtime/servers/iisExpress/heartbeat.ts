import { type Disposable, toDisposable } from '../../primitives/disposable.ts';

/**
 * One timer for the whole site instead of one per connection: it tells everybody once a second, and keeps a clock that
 * costs nothing to read. Does not keep the process alive.
 */
export class Heartbeat {
  /** Milliseconds, at most a second old. */
  now = performance.now();
  /** `Date: …` with its CRLF, at most a second old. */
  dateLine = formatDate();
  readonly #listeners = new Set<(now: number) => void>();
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    this.beat();
    this.#timer ??= setInterval(() => this.beat(), 1000).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  onBeat(listener: (now: number) => void): Disposable {
    this.#listeners.add(listener);
    return toDisposable(() => this.#listeners.delete(listener));
  }

  beat(): void {
    this.now = performance.now();
    this.dateLine = formatDate();
    for (const listener of this.#listeners) listener(this.now);
  }
}

function formatDate(): string {
  return `Date: ${new Date().toUTCString()}\r\n`;
}
