import { l10n } from 'vscode';

import type { ShownState } from '../../core/servers/shownState.ts';

/** A state as people read it. */
export function stateText(state: ShownState): string {
  switch (state) {
    case 'stopped':
      return l10n.t('stopped');
    case 'starting':
      return l10n.t('starting');
    case 'running':
      return l10n.t('running, does not listen');
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
