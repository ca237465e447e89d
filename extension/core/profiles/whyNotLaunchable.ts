import {
  localizableText,
  type LocalizableText,
} from '../../../server-runtime/contracts/localizableText.ts';
import type { LaunchProfile } from '../../../server-runtime/launch/model.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';
import { whyNotRunnable } from '../../../server-runtime/launch/whyNotRunnable.ts';

/** Why the editor cannot launch a profile. It launches by name, and to every tool an empty one means the default profile. */
export function whyNotLaunchable(
  profile: LaunchProfile,
  kind: ProjectKind,
): LocalizableText | undefined {
  return profile.name === ''
    ? localizableText('it has no name to launch it by.')
    : whyNotRunnable(profile, kind);
}
