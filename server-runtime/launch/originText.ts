import { type LocalizableText, localizableText } from '../contracts/localizableText.ts';
import type { Origin } from './launchPlanModel.ts';

/** Where a value of a launch plan comes from, as people read it. */
export function originText(origin: Origin): LocalizableText {
  switch (origin) {
    case 'profile':
      return localizableText('profile');
    case 'applicationUrl':
      return localizableText('application URLs');
    case 'iisSettings':
      return localizableText('shared settings');
    case 'command line':
      return localizableText('command line');
    case 'environment':
      return localizableText('environment');
    case 'project':
      return localizableText('project');
    case 'default':
      return localizableText('default');
  }
}
