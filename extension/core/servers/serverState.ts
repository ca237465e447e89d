import type { ServerState } from '../../../server-runtime/contracts/controlMessages.ts';

/** What may follow what. A launch starts a new life, so `starting` follows the two ends. */
const followers: Record<ServerState, readonly ServerState[]> = {
  stopped: ['starting'],
  starting: ['listening', 'degraded', 'stopping', 'stopped', 'failed'],
  listening: ['starting', 'degraded', 'stopping', 'stopped', 'failed'],
  degraded: ['starting', 'listening', 'stopping', 'stopped', 'failed'],
  stopping: ['starting', 'stopped', 'failed'],
  failed: ['starting'],
};

/** The state after a report: the reported one where it may follow, else the present one (a late or repeated report). */
export function nextState(present: ServerState, reported: ServerState): ServerState {
  return followers[present].includes(reported) ? reported : present;
}

/** Whether processes of the launch may still be there. */
export function isActive(state: ServerState): boolean {
  return state !== 'stopped' && state !== 'failed';
}

/** Whether clients can connect. */
export function isReachable(state: ServerState): boolean {
  return state === 'listening' || state === 'degraded';
}
