import type { ServerState } from '../../../server-runtime/contracts/controlMessages.ts';
import type { ServerSnapshot } from './serverSnapshot.ts';

/** A state as people are told it: a program that is up and does not listen is not starting any more. */
export type ShownState = ServerState | 'running';

/** What is told of a launch. */
export function shownState(
  server: Pick<ServerSnapshot, 'state' | 'processes'> | undefined,
): ShownState {
  if (!server) return 'stopped';
  const isUp = server.processes.some(({ role }) => role === 'app');
  return server.state === 'starting' && isUp ? 'running' : server.state;
}
