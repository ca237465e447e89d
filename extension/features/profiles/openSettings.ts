import { Uri, window } from 'vscode';

import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import {
  Commands,
  type ProfileTarget,
  type ProjectTarget,
} from '../../platform/vscode/contributions.ts';
import { targetId } from '../../platform/vscode/profilePicker.ts';
import { settingsMeant } from '../../platform/vscode/settingsMeant.ts';

/** Shows the text of a settings file, at the profile that is meant. */
export async function openSettings(
  profiles: ProfileStore,
  target: ProfileTarget | ProjectTarget,
): Promise<void> {
  await profiles.whenLoaded();
  if (typeof target === 'object' && 'projectId' in target) {
    const project = profiles.projects.find(({ id }) => id === target.projectId);
    if (project?.settingsFile) await window.showTextDocument(Uri.parse(project.settingsFile));
    return;
  }
  const { file, found } = settingsMeant(profiles, targetId(target));
  const { offset, length } = found?.profile.settings.nameRange ?? { offset: 0, length: 0 };
  await executeCommand(Commands.revealProblem, file, offset, length);
}
