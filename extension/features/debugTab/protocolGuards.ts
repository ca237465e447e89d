import {
  profileCommands,
  suggestions,
  type LaunchSettingsEdit,
  type TabRequest,
  type TabUpdate,
} from './protocol.ts';

/*
 * Whether a message is one of the protocol: both ends ask before they act, for a webview's messages are input, and after
 * an update of the extension an old webview may still be open.
 */

type Guard = (value: unknown) => boolean;

const isString: Guard = (value) => typeof value === 'string';
const isIndex: Guard = (value) => Number.isInteger(value);
const isBoolean: Guard = (value) => typeof value === 'boolean';
const isObject: Guard = (value) => typeof value === 'object' && value !== null;
const isAnything: Guard = () => true;
const listOf =
  (item: Guard): Guard =>
  (value) =>
    Array.isArray(value) && value.every(item);
const oneOf =
  (...values: readonly string[]): Guard =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const optional =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value);
const path: Guard = (value) => Array.isArray(value) && value.length > 0 && value.every(isString);

type Shape = Readonly<Record<string, Guard>>;

function hasShape(value: unknown, shapes: Readonly<Record<string, Shape>>, tag: string): boolean {
  if (!isObject(value)) return false;
  const record = value as Record<string, unknown>;
  const kind = record[tag];
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) return false;
  return Object.entries(shapes[kind] as Shape).every(([key, guard]) => guard(record[key]));
}

const edits: Record<LaunchSettingsEdit['kind'], Shape> = {
  setProfileValue: { profile: isIndex, path, value: isAnything },
  renameProfileKey: { profile: isIndex, path, name: isString },
  setValue: { path, value: isAnything },
  addProfile: { name: isString, profile: isObject },
  duplicateProfile: { profile: isIndex, name: isString },
  renameProfile: { profile: isIndex, name: isString },
  moveProfile: { profile: isIndex, to: isIndex },
  removeProfile: { profile: isIndex },
};

const requests: Record<TabRequest['type'], Shape> = {
  ready: { selected: isIndex, hasStarted: isBoolean },
  rows: {},
  select: { profile: isIndex },
  edit: {
    id: isIndex,
    of: optional(isString),
    edits: listOf((edit) => hasShape(edit, edits, 'kind')),
  },
  settle: { id: isIndex },
  suggest: { profile: isIndex, what: oneOf(...suggestions) },
  setServer: { profile: isIndex, server: isString },
  browse: { profile: isIndex, field: oneOf('workingDirectory', 'executablePath') },
  addProfile: {},
  command: { command: oneOf(...profileCommands), profile: isIndex },
  openUrl: { url: isString },
  copy: { text: isString },
  manageTrust: {},
  look: { isSaving: isBoolean },
  makeWriteable: {},
  openText: { line: isIndex },
  fault: { message: isString },
};

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

/** Whether the webview may say this. */
export function isTabRequest(value: unknown): value is TabRequest {
  return hasShape(value, requests, 'type');
}

/** Whether the extension may say this. */
export function isTabUpdate(value: unknown): value is TabUpdate {
  return hasShape(value, updates, 'type');
}
