import {
  type Guard,
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

const isModel: Guard = (value) =>
  isObject(value) &&
  [
    [isString, 'fileName'],
    [isBoolean, 'isTrusted'],
    [optional(listOf((row) => row === null || isObject(row))), 'profiles'],
    [isIndex, 'selected'],
    [optional(isObject), 'syntaxError'],
    [optional(isObject), 'leftOut'],
    [optional(isObject), 'readOnly'],
    [optional(isObject), 'form'],
    [optional(isObject), 'effective'],
  ].every(([guard, key]) => (guard as Guard)((value as Record<string, unknown>)[key as string]));

const updates: Record<TabUpdate['type'], Shape> = {
  strings: { strings: isObject },
  model: { model: isModel, handledEdit: isIndex },
  servers: { servers: isObject },
  editFailed: { id: isIndex, message: isString },
  settled: { id: isIndex },
  begin: { name: isString },
};

/** Whether the extension may say this. */
export function isTabUpdate(value: unknown): value is TabUpdate {
  return hasShape(value, updates, 'type');
}
