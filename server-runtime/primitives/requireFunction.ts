/**
 * Throws a TypeError, which names the call, for what is no function: in plain JavaScript no compiler says so, and a step that
 * cannot be called would fail each request instead.
 */
export function requireFunction(call: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw new TypeError(`${call} takes a function, not ${describe(value)}.`);
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
