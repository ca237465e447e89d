/** The ways in which a value may be released, in the order in which they are tried. */
interface Releasable {
  [Symbol.asyncDispose]?: () => PromiseLike<void>;
  [Symbol.dispose]?: () => void;
  dispose?: () => void | PromiseLike<void>;
}

/** True when {@link disposeValue} would do something. */
export function isReleasable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const { [Symbol.asyncDispose]: asyncDispose, [Symbol.dispose]: syncDispose } =
    value as Releasable;
  return (
    typeof asyncDispose === 'function' ||
    typeof syncDispose === 'function' ||
    typeof (value as Releasable).dispose === 'function'
  );
}

/** Releases a value of whatever type: `Symbol.asyncDispose`, else `Symbol.dispose`, else a `dispose` method. */
export async function disposeValue(value: object): Promise<void> {
  const releasable = value as Releasable;
  if (releasable[Symbol.asyncDispose]) await releasable[Symbol.asyncDispose]?.();
  else if (releasable[Symbol.dispose]) releasable[Symbol.dispose]?.();
  else await releasable.dispose?.();
}
