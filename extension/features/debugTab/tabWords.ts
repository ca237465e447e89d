import { l10n } from 'vscode';

import type { Origin } from '../../../server-runtime/launch/launchPlan.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import type { EffectiveWords } from './effectiveLaunch.ts';
import type { FormWords } from './formModel.ts';

/** The words of the model that depend on the language. */
export function tabWords(): FormWords & EffectiveWords {
  return { kindOf, originOf, sayText, programListens: l10n.t('None: the program listens itself') };
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

function originOf(origin: Origin): string {
  switch (origin) {
    case 'profile':
      return l10n.t('profile');
    case 'applicationUrl':
      return l10n.t('application URLs');
    case 'iisSettings':
      return l10n.t('shared settings');
    case 'command line':
      return l10n.t('command line');
    case 'environment':
      return l10n.t('environment');
    case 'project':
      return l10n.t('project');
    case 'default':
      return l10n.t('default');
  }
}
