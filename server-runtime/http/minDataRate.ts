/** How slow a client may be. */
export interface MinDataRate {
  /** On average, over the time that the transfer has taken. */
  bytesPerSecond: number;
  /** In milliseconds: how long it may be slower than that at first. */
  gracePeriod: number;
}

/** The rate, checked; null stands for "as slow as it likes". Throws a RangeError when a number is not positive. */
export function checkMinDataRate(rate: MinDataRate | null): MinDataRate | null {
  if (rate === null) return null;
  const { bytesPerSecond, gracePeriod } = rate;
  if (!(bytesPerSecond > 0)) throw new RangeError('Value must be a positive number.');
  if (!(gracePeriod > 0)) throw new RangeError('Value must be a positive TimeSpan.');
  return { bytesPerSecond, gracePeriod };
}
