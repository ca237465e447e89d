import { parseTree } from 'jsonc-parser';

import type { LaunchSettings, TextRange } from '../../../server-runtime/launch/model.ts';
import { combineEdits } from './combineEdits.ts';
import type { LaunchSettingsEdit } from './launchSettingsEdit.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * The one replacement in a text that makes edits of what the model shows; undefined when nothing changes. Keys in another
 * case count as the known ones when they are read, so they do when they are written; what stands twice goes together; and
 * profiles that are no objects are in the text but not in the model. `settings` is what the text says.
 * @throws UserError when the text is not in a state to be edited.
 */
export function replacementFor(
  text: string,
  settings: LaunchSettings,
  edits: readonly LaunchSettingsEdit[],
): TextEdit | undefined {
  return combineEdits(
    text,
    edits.flatMap((edit) => writtenEdits(text, settings, edit)),
    editedProfile(settings, edits[0]),
  );
}

/** An edit in terms of what the text holds. */
function writtenEdits(
  text: string,
  settings: LaunchSettings,
  edit: LaunchSettingsEdit,
): LaunchSettingsEdit[] {
  if (edit.kind === 'setValue' || edit.kind === 'addProfile') return [edit];
  const place = indexInText(text, settings);
  const profile = place(edit.profile);
  if (edit.kind === 'moveProfile') return [{ ...edit, profile, to: place(edit.to) }];
  if (edit.kind !== 'setProfileValue' && edit.kind !== 'renameProfileKey') {
    return [{ ...edit, profile }];
  }
  const [key, ...rest] = edit.path;
  const { properties = [], environmentVariables = [] } = settings.profiles[edit.profile] ?? {};
  const same = properties.filter(({ name, knownAs }) => name === key || knownAs === key);
  const written = same.findLast(({ name }) => name === key) ?? same.at(-1);
  const path = written ? [written.name, ...rest] : edit.path;
  const removal = (gone: readonly string[]): LaunchSettingsEdit => {
    return { kind: 'setProfileValue', profile, path: gone, value: undefined };
  };
  // Of what stands more than once the last one counts; without it, one that nobody sees would.
  const [variable] = key === 'environmentVariables' ? rest : [];
  const hidden = environmentVariables.filter(({ name }) => name === variable).slice(1);
  if (edit.kind === 'renameProfileKey') {
    return [{ ...edit, profile, path }, ...hidden.map(() => removal(path))];
  }
  if (edit.value !== undefined) return [{ ...edit, profile, path }];
  const gone = rest.length > 0 ? [path, ...hidden.map(() => path)] : same.map(({ name }) => [name]);
  return gone.map(removal);
}

/** Where the object stands that an edit changes a property of, in a text that is JSON. */
function editedProfile(
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
  const { profilesRange } = settings;
  const offsets = profilesRange ? offsetsIn(text, profilesRange) : [];
  return (index) => {
    const range = settings.profiles[index]?.range;
    return range ? offsets.indexOf(range.offset) : offsets.length;
  };
}

/** Where the properties of an object begin. */
function offsetsIn(text: string, { offset, length }: TextRange): number[] {
  const object = parseTree(text.slice(offset, offset + length), [], { allowTrailingComma: true });
  return object?.children?.map((property) => property.offset + offset) ?? [];
}
