import { l10n } from 'vscode';

import type { ServerState } from '../../../server-runtime/contracts/controlMessages.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import type { LiveServer } from './protocol.ts';

/** A launch as the tab shows it. */
export function liveServer({
  state,
  mode,
  hasEnded,
  addresses,
  failure,
}: ServerSnapshot): LiveServer {
  return {
    state,
    stateText: stateText(state),
    isActive: !hasEnded,
    isDebugging: mode === 'debug' && !hasEnded,
    addresses,
    ...(failure && { failure: { message: failure.message, help: failure.help } }),
  };
}

function stateText(state: ServerState): string {
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
