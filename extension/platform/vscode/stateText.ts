import { l10n } from 'vscode';

import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';

/** A state as people read it. */
export function stateText(state: ServerSnapshot['state']): string {
  switch (state) {
    case 'stopped':
      return l10n.t('stopped');
    case 'starting':
      return l10n.t('starting');
    case 'listening':
      return l10n.t('listening');
    case 'degraded':
      return l10n.t('degraded');
    case 'stopping':
      return l10n.t('stopping');
    case 'failed':
      return l10n.t('failed');
  }
}
