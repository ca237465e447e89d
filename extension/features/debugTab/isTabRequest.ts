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
import {
  profileCommands,
  suggestions,
  type LaunchSettingsEdit,
  type TabRequest,
} from './protocol.ts';

const isAnything: Guard = () => true;
const oneOf =
  (...values: readonly string[]): Guard =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const path: Guard = (value) => Array.isArray(value) && value.length > 0 && value.every(isString);

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

/** A profile that a request is about. */
const ofProfile: Shape = { profile: isIndex, of: optional(isString) };

const requests: Record<TabRequest['type'], Shape> = {
  ready: { selected: isIndex, hasStarted: isBoolean },
  rows: {},
  select: ofProfile,
  edit: {
    id: isIndex,
    of: optional(isString),
    edits: listOf((edit) => hasShape(edit, edits, 'kind')),
  },
  settle: { id: isIndex },
  suggest: { ...ofProfile, what: oneOf(...suggestions) },
  setServer: { ...ofProfile, server: isString },
  browse: { ...ofProfile, field: oneOf('workingDirectory', 'executablePath') },
  addProfile: {},
  command: { ...ofProfile, command: oneOf(...profileCommands) },
  openUrl: { url: isString },
  copy: { text: isString },
  manageTrust: {},
  look: { isSaving: isBoolean },
  makeWriteable: {},
  openText: { line: isIndex },
  fault: { message: isString },
};

/** Whether the webview may say this. */
export function isTabRequest(value: unknown): value is TabRequest {
  return hasShape(value, requests, 'type');
}
