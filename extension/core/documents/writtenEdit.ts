import { parseTree } from 'jsonc-parser';

import type { LaunchSettings, TextRange } from '../../../server-runtime/launch/model.ts';
import type { LaunchSettingsEdit } from './launchSettingsEdit.ts';

/**
 * An edit of what the model shows, in terms of what the text holds: keys in another case count as the known ones when
 * they are read, so they do when they are written, and profiles that are no objects are in the text but not in the model.
 */
export function writtenEdit(
  text: string,
  settings: LaunchSettings,
  edit: LaunchSettingsEdit,
): LaunchSettingsEdit {
  if (edit.kind === 'setValue') return edit;
  const place = indexInText(text, settings);
  if (edit.kind === 'addProfile') {
    return edit.index === undefined ? edit : { ...edit, index: place(edit.index) };
  }
  const profile = place(edit.profile);
  if (edit.kind === 'moveProfile') return { ...edit, profile, to: place(edit.to) };
  if (edit.kind !== 'setProfileValue' && edit.kind !== 'renameProfileKey') {
    return { ...edit, profile };
  }
  const [key, ...rest] = edit.path;
  const properties = settings.profiles[edit.profile]?.properties ?? [];
  const written = properties.some(({ name }) => name === key)
    ? undefined
    : properties.findLast(({ knownAs }) => knownAs === key);
  return { ...edit, profile, path: written ? [written.name, ...rest] : edit.path };
}

/** Where the object stands that an edit changes a property of, in a text that is JSON. */
export function editedProfile(
  settings: LaunchSettings,
  edit: LaunchSettingsEdit | undefined,
): TextRange | undefined {
  if (edit?.kind !== 'setProfileValue' && edit?.kind !== 'renameProfileKey') return undefined;
  if (settings.diagnostics.some(({ code }) => code === 'invalid-json')) return undefined;
  return settings.profiles[edit.profile]?.valueRange;
}

/** From the model's index of a profile to the text's. */
function indexInText(text: string, settings: LaunchSettings): (index: number) => number {
  const isSame = !settings.diagnostics.some(
    ({ code, path }) => code === 'not-an-object' && path !== 'profiles',
  );
  if (isSame) return (index) => index;
  const root = parseTree(text, [], { allowTrailingComma: true });
  const object = root?.children?.findLast(({ children }) => children?.[0]?.value === 'profiles')
    ?.children?.[1];
  const offsets = object?.children?.map(({ offset }) => offset) ?? [];
  return (index) => {
    const range = settings.profiles[index]?.range;
    return range ? offsets.indexOf(range.offset) : offsets.length;
  };
}
