import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { stateText } from '../../platform/vscode/stateText.ts';
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
