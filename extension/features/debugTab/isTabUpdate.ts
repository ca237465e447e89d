import {
  fits,
  hasShape,
  isBoolean,
  isIndex,
  isObject,
  isString,
  listOf,
  optional,
  type Shape,
} from './hasShape.ts';
import type { TabUpdate } from './protocol.ts';

const part = optional(isObject);
const model: Shape = {
  fileName: isString,
  isTrusted: isBoolean,
  profiles: optional(listOf((row) => row === null || isObject(row))),
  selected: isIndex,
  syntaxError: part,
  leftOut: part,
  readOnly: part,
  form: part,
  effective: part,
};

const updates: Record<TabUpdate['type'], Shape> = {
  strings: { strings: isObject },
  model: { model: (value) => fits(value, model), handledEdit: isIndex },
  servers: { servers: isObject },
  editFailed: { id: isIndex, message: isString },
  settled: { id: isIndex },
  begin: { name: isString },
};

/** Whether the extension may say this. */
export function isTabUpdate(value: unknown): value is TabUpdate {
  return hasShape(value, updates, 'type');
}
