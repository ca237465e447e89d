import type { ParsedSettings } from '../../../server-runtime/launch/reparse.ts';
import { launchText } from '../../core/profiles/launchText.ts';
import { profileId } from '../../core/profiles/project.ts';
import { isOutdated } from '../../core/servers/isOutdated.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { shownState } from '../../core/servers/shownState.ts';
import { stateText } from '../../platform/vscode/stateText.ts';
import type { LiveServer } from './protocol.ts';

/** A launch as the tab shows it, beside a text that may be another one than that which was launched. */
export function liveServer(
  server: ServerSnapshot,
  projectId: string,
  { text, settings }: ParsedSettings,
): LiveServer {
  const { mode, hasEnded, addresses, failure } = server;
  const state = shownState(server);
  const profile = settings.profiles.findLast(
    ({ name }) => profileId(projectId, name) === server.profileId,
  );
  return {
    state,
    stateText: stateText(state),
    isActive: !hasEnded,
    isDebugging: mode === 'debug' && !hasEnded,
    isOutdated: profile !== undefined && isOutdated(server, launchText(text, settings, profile)),
    addresses,
    ...(failure && { failure: { message: failure.message, help: failure.help } }),
  };
}
