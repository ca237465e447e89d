import { l10n } from 'vscode';

import type { ServerState } from '../../../server-runtime/contracts/controlMessages.ts';

/** A state as people read it. */
export function stateText(state: ServerState): string {
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

/** Icon of a state, with the theme's colour for it. */
export const stateIcons: Readonly<Record<ServerState, readonly [icon: string, color?: string]>> = {
  stopped: ['circle-outline'],
  starting: ['loading~spin'],
  listening: ['circle-filled', 'testing.iconPassed'],
  degraded: ['warning', 'list.warningForeground'],
  stopping: ['loading~spin'],
  failed: ['error', 'list.errorForeground'],
};
