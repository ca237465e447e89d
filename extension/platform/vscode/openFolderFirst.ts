import { commands, l10n } from 'vscode';

import { UserError } from '../../core/base/userError.ts';

/** What a person is told in a window without a folder who wants what only a folder can have. */
export function openFolderFirst(): UserError {
  return new UserError(l10n.t('Open a folder first: profiles belong to a project folder.'), {
    code: 'no-folder',
    actions: [
      { title: l10n.t('Open Folder'), run: () => commands.executeCommand('vscode.openFolder') },
    ],
  });
}
