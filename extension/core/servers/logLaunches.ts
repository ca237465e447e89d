import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import { splitProfileId } from '../documents/settingsLocation.ts';
import { visibleName } from '../profiles/visibleName.ts';
import type { ServerRegistry } from './serverRegistry.ts';
import type { ServerSnapshot } from './serverSnapshot.ts';
import { shownState } from './shownState.ts';

/** Writes what becomes of each launch into the log: for who looks for what happened when its terminal has gone. */
export function logLaunches(servers: ServerRegistry, log: Log): Disposable {
  const last = new Map<string, string>();
  return servers.onDidChange((server) => {
    const { projectId, name } = splitProfileId(server.profileId);
    const line = `${visibleName(name)} (${projectId}): ${whatHappened(server)}`;
    // Other facts of a launch change, too.
    if (last.get(server.profileId) === line) return;
    last.set(server.profileId, line);
    const state = shownState(server);
    if (state === 'failed' || state === 'degraded') log.warn(line);
    else log.info(line);
  });
}

function whatHappened(server: ServerSnapshot): string {
  const { mode, addresses, failure } = server;
  const state = shownState(server);
  const reason = failure && `: ${failure.message} (${failure.code})`;
  switch (state) {
    case 'starting':
      return mode === 'debug' ? 'starting, to be debugged' : 'starting';
    case 'listening':
      return `listening on ${addresses.join(', ')}`;
    case 'running':
      return `running, does not listen${reason ?? ''}`;
    case 'degraded':
    case 'failed':
      return `${state}${reason ?? ''}`;
    case 'stopping':
    case 'stopped':
      return state;
  }
}
