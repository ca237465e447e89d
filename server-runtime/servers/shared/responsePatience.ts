import type { MinDataRate } from '../../http/minDataRate.ts';

/**
 * Knows when a client takes too slowly what it is sent. What is queued gets the time that it takes at the slowest rate, and
 * at least the grace period.
 */
export class ResponsePatience {
  /** Bytes that must have been taken by the deadline. */
  #goal = 0;
  #deadline = Infinity;

  /** Whether the time is over, with `queued` of the `written` bytes still here. Times in milliseconds. */
  isExhausted(now: number, queued: number, written: number, rate: MinDataRate | null): boolean {
    if (!rate || queued === 0) {
      this.#deadline = Infinity;
      return false;
    }
    if (this.#deadline !== Infinity && written - queued < this.#goal) return now >= this.#deadline;
    this.#goal = written;
    this.#deadline = now + Math.max(rate.gracePeriod, (queued / rate.bytesPerSecond) * 1000);
    return false;
  }
}
