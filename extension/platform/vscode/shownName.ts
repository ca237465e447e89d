import { l10n } from 'vscode';

import { visibleName } from '../../core/profiles/visibleName.ts';

/** A profile's name as rows, titles and messages show it: every one can be read, also an empty one. */
export function shownName(name: string): string {
  return visibleName(name) || l10n.t('(no name)');
}
