import { l10n } from 'vscode';

import { originText } from '../../../server-runtime/launch/originText.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { shownName } from '../../platform/vscode/shownName.ts';
import type { TabWords } from './tabModel.ts';

/** The words of the model that depend on the language. */
export function tabWords(): TabWords {
  return {
    kindOf,
    originOf: (origin) => sayText(originText(origin)),
    sayText,
    shownName,
    programListens: l10n.t('None: the program listens itself'),
  };
}

/** A launch kind as people read it; names of products stay. */
export function kindOf(commandName: string): string {
  switch (commandName) {
    case 'Project':
      return l10n.t('Project');
    case 'IISExpress':
      return 'IIS Express';
    case 'Executable':
      return l10n.t('Executable');
    case '':
      return l10n.t('None');
    default:
      return commandName;
  }
}
