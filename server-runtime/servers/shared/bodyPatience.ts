import type { MinDataRate } from '../../http/minDataRate.ts';

/** Knows when bytes that an app waits for come too slowly. Only the time in which it waits counts. */
export class BodyPatience {
  /** Milliseconds of waiting so far. */
  #time = 0;

  /** Other bytes are waited for from here on. */
  reset(): void {
    this.#time = 0;
  }

  /** Whether `received` bytes are too few, after `elapsed` milliseconds more in which the app has waited. */
  isExhausted(elapsed: number, received: number, rate: MinDataRate): boolean {
    this.#time += elapsed;
    if (this.#time <= rate.gracePeriod) return false;
    return received / (this.#time / 1000) < rate.bytesPerSecond;
  }
}
