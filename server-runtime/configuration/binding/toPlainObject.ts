import type { Configuration } from '../configuration.ts';

/** All below a part as plain objects, arrays (where the keys count from 0) and strings. */
export function toPlainObject(source: Configuration): unknown {
  const children = source.getChildren();
  const isArray = children.length > 0 && children.every(({ key }, index) => key === String(index));
  const values = children.map((child) =>
    child.hasChildren() ? toPlainObject(child) : child.value,
  );
  if (isArray) return values;
  // fromEntries defines own properties, so that a key like __proto__ is just a key.
  return Object.fromEntries(children.map(({ key }, index) => [key, values[index]]));
}
