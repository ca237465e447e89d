import { commands, l10n, type Uri, window, workspace } from 'vscode';

import { UserError } from '../../core/base/userError.ts';

/** The workspace folder: the only one, or the one that is picked. */
export async function pickWorkspaceFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new UserError(l10n.t('Open a folder first: profiles belong to a project folder.'), {
      code: 'no-folder',
      actions: [
        { title: l10n.t('Open Folder'), run: () => commands.executeCommand('vscode.openFolder') },
      ],
    });
  }
  if (folders.length === 1) return folders[0]?.uri;
  const folder = await window.showWorkspaceFolderPick({
    placeHolder: l10n.t('Select the project folder'),
  });
  return folder?.uri;
}
