import { l10n, workspace } from 'vscode';

import { UserError, type UserErrorAction } from '../../core/base/userError.ts';
import { executeCommand } from './commandRegistry.ts';
import { Commands } from './contributions.ts';
import { openFolderFirst } from './openFolderFirst.ts';

/** What a person is told who wants to launch or edit where there is no profile, with the way to one. */
export function nothingThere(missing: 'profile' | 'settings'): UserError {
  // A new profile would need one as well.
  if ((workspace.workspaceFolders ?? []).length === 0) return openFolderFirst();
  const actions: UserErrorAction[] = [
    { title: l10n.t('New Profile'), run: () => executeCommand(Commands.newProfile) },
  ];
  return missing === 'profile'
    ? new UserError(l10n.t('No profile that can run here was found in this workspace.'), {
        code: 'nothing-to-pick',
        actions,
      })
    : new UserError(l10n.t('There is no launchSettings.json to open.'), {
        code: 'no-settings',
        actions,
      });
}
