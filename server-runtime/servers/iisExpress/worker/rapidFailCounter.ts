import type { Clock } from '../../../primitives/clock.ts';

const windowMilliseconds = 60_000;

/** Counts crashes in fixed windows of 60 seconds; the window moves on when a start is attempted, as in the module. */
export class RapidFailCounter {
  readonly #limit: number;
  readonly #clock: Clock;
  #windowStart: number;
  #count = 0;

  constructor(limit: number, clock: Clock) {
    this.#limit = Math.min(Math.max(limit, 0), 100);
    this.#clock = clock;
    this.#windowStart = clock.now();
  }

  get limit(): number {
    return this.#limit;
  }

  /** A worker crashed, or did not start. */
  add(): void {
    this.#count++;
  }

  /** Whether a start may be attempted now. */
  allowsStart(): boolean {
    const now = this.#clock.now();
    if (now - this.#windowStart >= windowMilliseconds) {
      this.#windowStart = now;
      this.#count = 0;
    }
    return this.#count <= this.#limit;
  }
}
