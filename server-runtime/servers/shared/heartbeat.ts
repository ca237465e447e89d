import { systemClock, type Clock } from '../../primitives/clock.ts';

/** How often it beats, in milliseconds. */
const interval = 1000;

/**
 * The one timer of a server: all that is to happen some time is looked at once a second, however many connections there
 * are. Tests call {@link beat} themselves, with a clock of their own.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #onBeat: (now: number, date: Date) => void;
  #timer: NodeJS.Timeout | undefined;
  #now: number;

  constructor(onBeat: (now: number, date: Date) => void, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#onBeat = onBeat;
    this.#now = clock.now();
  }

  /** Milliseconds, as of the last beat. */
  get now(): number {
    return this.#now;
  }

  start(): void {
    this.beat();
    this.#timer = setInterval(() => this.beat(), interval);
    // What keeps the process alive is the listening socket.
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  beat(): void {
    this.#now = this.#clock.now();
    this.#onBeat(this.#now, this.#clock.date());
  }
}
