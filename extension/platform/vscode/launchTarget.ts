import { Uri } from 'vscode';

import { splitProfileId } from '../../core/documents/settingsLocation.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import { executeCommand } from './commandRegistry.ts';
import { Commands, type ProfileTarget } from './contributions.ts';
import { type ProfilePickOptions, resolveProfile, targetId } from './profilePicker.ts';
import { saveBelow } from './workspaceFiles.ts';

/**
 * The profile to launch. A launch goes by what is on disk, and the text may be ahead of it: what is unsaved below the
 * project is saved, and profiles that were changed there are read, before one of them is looked for.
 */
export async function resolveLaunchTarget(
  store: ProfileStore,
  target: ProfileTarget,
  options: ProfilePickOptions,
): Promise<ProfileInProject | undefined> {
  const id = targetId(target);
  if (id !== undefined) {
    const saved = await saveBelow(Uri.parse(splitProfileId(id).projectId));
    if (saved.some(({ path }) => path.endsWith('.json'))) await executeCommand(Commands.refresh);
  }
  return resolveProfile(store, target, options);
}
