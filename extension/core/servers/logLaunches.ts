import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import { splitProfileId } from '../documents/settingsLocation.ts';
import { visibleName } from '../profiles/visibleName.ts';
import type { ServerRegistry } from './serverRegistry.ts';
import { isAdvice, type ServerSnapshot } from './serverSnapshot.ts';

/** Writes what becomes of each launch into the log: for who looks for what happened when its terminal has gone. */
export function logLaunches(servers: ServerRegistry, log: Log): Disposable {
  const last = new Map<string, string>();
  return servers.onDidChange((server) => {
    const { projectId, name } = splitProfileId(server.profileId);
    const said = whatHappened(server);
    // The registry tells of each process, too.
    if (said === undefined || last.get(server.profileId) === said) return;
    last.set(server.profileId, said);
    const line = `${visibleName(name)} (${projectId}): ${said}`;
    if (server.state === 'failed' || server.state === 'degraded') log.warn(line);
    else log.info(line);
  });
}

/** Undefined where nothing is to be told: it listened, and its addresses have gone before it is said to end. */
function whatHappened({ state, mode, addresses, failure }: ServerSnapshot): string | undefined {
  const reason = failure && `: ${failure.message} (${failure.code})`;
  switch (state) {
    case 'starting':
      if (failure && isAdvice(failure)) return `running${reason}`;
      return mode === 'debug' ? 'starting, to be debugged' : 'starting';
    case 'listening':
      return addresses.length > 0 ? `listening on ${addresses.join(', ')}` : undefined;
    case 'degraded':
    case 'failed':
      return `${state}${reason ?? ''}`;
    case 'stopping':
    case 'stopped':
      return state;
  }
}
