import type { Clock } from '../../server-runtime/primitives/clock.ts';

/** A clock that stands still until it is told otherwise. */
export class ManualClock implements Clock {
  #time = 0;
  #readers: (() => void)[] = [];

  now(): number {
    for (const reader of this.#readers.splice(0)) setImmediate(reader);
    return this.#time;
  }

  date(): Date {
    return new Date(this.#time);
  }

  /** Moves it; resolves when somebody has looked at it and done what that leads to at once. */
  advance(seconds: number): Promise<void> {
    this.#time += seconds * 1000;
    return new Promise((resolve) => {
      this.#readers.push(resolve);
    });
  }
}
