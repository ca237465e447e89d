import { type Disposable, toDisposable } from '../../primitives/disposable.ts';
import { Heartbeat } from '../shared/heartbeat.ts';

/**
 * The one timer of a site: workers, files and connections are looked at once a second, and what happens in between
 * reads a clock that costs nothing.
 */
export class SiteHeartbeat {
  /** Milliseconds of `performance.now()`, at most a second old. */
  now = performance.now();
  /** `Date: …` with its CRLF, at most a second old. */
  dateLine = '';
  readonly #listeners = new Set<(now: number) => void>();
  readonly #heartbeat = new Heartbeat((now, date) => this.#onBeat(now, date));

  start(): void {
    this.#heartbeat.start();
  }

  stop(): void {
    this.#heartbeat.stop();
  }

  onBeat(listener: (now: number) => void): Disposable {
    this.#listeners.add(listener);
    return toDisposable(() => this.#listeners.delete(listener));
  }

  #onBeat(now: number, date: Date): void {
    this.now = now;
    this.dateLine = `Date: ${date.toUTCString()}\r\n`;
    for (const listener of this.#listeners) listener(now);
  }
}
