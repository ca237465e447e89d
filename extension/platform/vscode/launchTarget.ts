import { Uri } from 'vscode';

import { splitProfileId } from '../../core/documents/settingsLocation.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import { executeCommand } from './commandRegistry.ts';
import { Commands, type ProfileTarget } from './contributions.ts';
import { pickProfile, type ProfilePickOptions, resolveProfile, targetId } from './profilePicker.ts';
import { saveBelow } from './workspaceFiles.ts';

/**
 * The profile to launch, as it is on disk by then: launches go by that, and the text may be ahead of it. So what is unsaved
 * below the project is saved here (an entry of launch.json, which comes another way, sees to it itself); profiles that were
 * changed there, or are not known yet, are read before the one that is meant is looked for. Waits for the first search.
 */
export async function resolveLaunchTarget(
  store: ProfileStore,
  target: ProfileTarget,
  options: ProfilePickOptions,
): Promise<ProfileInProject | undefined> {
  await store.whenLoaded();
  const id = targetId(target) ?? (await pickProfile(options))?.profile.id;
  if (id === undefined) return undefined;
  const saved = await saveBelow(Uri.parse(splitProfileId(id).projectId));
  const isStale = saved.some(({ path }) => path.endsWith('.json')) || !store.find(id);
  if (isStale) await executeCommand(Commands.refresh);
  return resolveProfile(store, id, options);
}
