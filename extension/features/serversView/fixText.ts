import { basename } from 'node:path';

import { l10n } from 'vscode';

import { splitProfileId } from '../../core/documents/settingsLocation.ts';
import type { FailureFix } from '../../core/servers/failureFixes.ts';
import { shownName } from '../../platform/vscode/shownName.ts';

/** How a fixing action is called, and its icon. */
export function fixText(fix: FailureFix): { readonly label: string; readonly icon: string } {
  switch (fix.kind) {
    case 'anyPort':
      return { label: l10n.t('Launch Once on a Free Port'), icon: 'play' };
    case 'stopOwner': {
      const { name } = splitProfileId(fix.owner);
      return { label: l10n.t('Stop "{0}" and Try Again', shownName(name)), icon: 'debug-stop' };
    }
    case 'tryAgain':
      return { label: l10n.t('Try Again'), icon: 'debug-restart' };
    case 'openPlace': {
      const { file, line } = fix.place;
      const place = line === undefined ? basename(file) : `${basename(file)}:${line}`;
      return { label: l10n.t('Open {0}', place), icon: 'go-to-file' };
    }
    case 'openProperty':
      return { label: l10n.t('Change {0}', fix.property), icon: 'edit' };
    case 'nodeSetting':
      return { label: l10n.t('Choose Another Node.js'), icon: 'settings-gear' };
    case 'trustCertificate':
    case 'trustDotnetCertificate':
      return { label: l10n.t('Make and Trust the Development Certificate'), icon: 'verified' };
    case 'installDotnet':
      return { label: l10n.t('Get the .NET SDK'), icon: 'link-external' };
    case 'showOutput':
      return { label: l10n.t('Show Output'), icon: 'terminal' };
  }
}
