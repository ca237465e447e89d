import { commands, l10n } from 'vscode';

import type { UserErrorAction } from '../../core/base/userError.ts';

/** The way to the entry that is wrong. */
export function openLaunchJson(): UserErrorAction {
  return {
    title: l10n.t('Open launch.json'),
    run: () => commands.executeCommand('workbench.action.debug.configure'),
  };
}
