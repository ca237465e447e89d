/*
 * Whether a message is one of the protocol: both ends ask before they act, for a webview's messages are input, and after
 * an update of the extension an old webview may still be open.
 */

/** Whether a value is what a message has at a place. */
export type Guard = (value: unknown) => boolean;

/** Any text. */
export const isString: Guard = (value) => typeof value === 'string';
/** A place in a list, or -1 for none. */
export const isIndex: Guard = (value) => Number.isInteger(value);
/** Yes or no. */
export const isBoolean: Guard = (value) => typeof value === 'boolean';
/** An object, whatever it has. */
export const isObject: Guard = (value) => typeof value === 'object' && value !== null;
/** A list of what the guard takes. */
export const listOf =
  (item: Guard): Guard =>
  (value) =>
    Array.isArray(value) && value.every(item);
/** What the guard takes, or nothing. */
export const optional =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value);

/** What a message or edit of one kind has beside its tag. */
export type Shape = Readonly<Record<string, Guard>>;

/** Whether an object has what it is to have. */
export function fits(value: unknown, shape: Shape): boolean {
  const record = value as Record<string, unknown>;
  return isObject(value) && Object.entries(shape).every(([key, guard]) => guard(record[key]));
}

/** Whether a value is of one of the kinds, by its tag. */
export function hasShape(
  value: unknown,
  shapes: Readonly<Record<string, Shape>>,
  tag: string,
): boolean {
  if (!isObject(value)) return false;
  const kind = (value as Record<string, unknown>)[tag];
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) return false;
  return fits(value, shapes[kind] as Shape);
}
