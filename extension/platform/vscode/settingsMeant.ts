import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import { nothingThere } from './nothingThere.ts';
import { profileGone } from './profilePicker.ts';

/**
 * The settings file that a command is about, and the profile in it: the one of the id, else the active one.
 * @throws UserError when there is no such file; that of another project is not what is meant
 */
export function settingsMeant(
  profiles: ProfileStore,
  id: string | undefined,
): { readonly file: string; readonly found: ProfileInProject | undefined } {
  const found = id === undefined ? profiles.active : profiles.find(id);
  const own = found?.project.settingsFile;
  if (own !== undefined) return { file: own, found };
  if (id !== undefined) throw profileGone(id);
  const file = profiles.settingsFile;
  if (file === undefined) throw nothingThere('settings');
  return { file, found: undefined };
}
