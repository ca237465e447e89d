/** The value of an option, when it is a number of at least the minimum. Throws a RangeError, which names the option. */
export function atLeast(minimum: number, name: string, value: number): number {
  if (value >= minimum) return value;
  throw new RangeError(`The option ${name} must be a number of at least ${minimum}.`);
}
