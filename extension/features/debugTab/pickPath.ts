import { l10n, type Uri, window } from 'vscode';

import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import { writtenPath } from './writtenPath.ts';

/**
 * Asks for a folder or a program, and sets the profile's to it; relative to the project where it lies within. Undefined: the
 * person changed their mind.
 */
export async function pickPath(
  folder: Uri,
  profile: number,
  field: 'workingDirectory' | 'executablePath',
): Promise<LaunchSettingsEdit | undefined> {
  const isFolder = field === 'workingDirectory';
  const picked = await window.showOpenDialog({
    defaultUri: folder,
    canSelectFiles: !isFolder,
    canSelectFolders: isFolder,
    openLabel: l10n.t('Select'),
    title: isFolder ? l10n.t('Select the Working Directory') : l10n.t('Select the Executable'),
  });
  const path = picked?.[0]?.fsPath;
  if (path === undefined) return undefined;
  const value = writtenPath(folder.fsPath, path);
  return { kind: 'setProfileValue', profile, path: [field], value };
}
