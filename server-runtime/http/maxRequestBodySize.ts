/**
 * The largest request body in bytes, checked; null stands for no limit.
 * @param isReading whether the app reads the body already: the limit stands from then on.
 */
export function checkMaxRequestBodySize(value: number | null, isReading: boolean): number | null {
  if (isReading) {
    throw new Error(
      'The maximum request body size cannot be modified after the app has already started reading from the request body.',
    );
  }
  if (value !== null && !(value >= 0)) {
    throw new RangeError('Value must be null or a non-negative number.');
  }
  return value;
}
