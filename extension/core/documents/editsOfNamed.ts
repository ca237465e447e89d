import type { LaunchSettingsEdit } from './launchSettingsEdit.ts';
import { placeOfNamed } from './placeOfNamed.ts';

/**
 * Edits of one profile, at the place where that stands now: the text may have changed since they were thought of.
 * @param name the name of the profile; undefined when the edits are about none, or it is where they say
 * @throws UserError when the profile is gone.
 */
export function editsOfNamed(
  profiles: readonly { readonly name: string }[],
  edits: readonly LaunchSettingsEdit[],
  name: string | undefined,
): readonly LaunchSettingsEdit[] {
  return edits.map((edit) => {
    if (edit.kind === 'setValue' || edit.kind === 'addProfile') return edit;
    const profile = placeOfNamed(profiles, edit.profile, name);
    return profile === edit.profile ? edit : { ...edit, profile };
  });
}
