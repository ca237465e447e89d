import { relative } from 'node:path';

import { l10n, type Uri, window } from 'vscode';

/** Asks for a folder or a program; relative to the project where it lies within. Undefined: the person changed their mind. */
export async function pickPath(
  folder: Uri,
  field: 'workingDirectory' | 'executablePath',
): Promise<string | undefined> {
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
  const within = relative(folder.fsPath, path);
  if (within === '') return '.';
  // With a separator it is a path, without one a name to look up on the PATH.
  return within.startsWith('..') ? path : `./${within.replaceAll('\\', '/')}`;
}
