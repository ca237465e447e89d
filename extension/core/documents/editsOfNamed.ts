import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { UserError } from '../base/userError.ts';
import type { LaunchSettingsEdit } from './launchSettingsEdit.ts';

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
  if (name === undefined) return edits;
  return edits.map((edit) => {
    if (edit.kind === 'setValue' || edit.kind === 'addProfile') return edit;
    if (profiles[edit.profile]?.name === name) return edit;
    const profile = profiles.findIndex((candidate) => candidate.name === name);
    if (profile >= 0) return { ...edit, profile };
    throw new UserError(localizableText('There is no profile "{0}" any more.', name), {
      code: 'profile-gone',
    });
  });
}
