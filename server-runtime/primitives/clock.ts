/** Time, so that tests can make it. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** The wall clock. */
  date(): Date;
}

/** The machine's time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
};
