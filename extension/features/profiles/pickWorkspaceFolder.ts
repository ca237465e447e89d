import { l10n, type Uri, window, workspace } from 'vscode';

import { openFolderFirst } from '../../platform/vscode/openFolderFirst.ts';

/** The workspace folder: the only one, or the one that is picked. */
export async function pickWorkspaceFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw openFolderFirst();
  if (folders.length === 1) return folders[0]?.uri;
  const folder = await window.showWorkspaceFolderPick({
    placeHolder: l10n.t('Select the project folder'),
  });
  return folder?.uri;
}
