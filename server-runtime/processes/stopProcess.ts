import { setTimeout as delay } from 'node:timers/promises';
import type { ChildProcessHandle, ProcessExit } from './childProcessHandle.ts';

export interface StopProcessOptions {
  /** What asks it to stop. Default SIGTERM; SIGINT is what `dotnet` and most tools treat as Ctrl+C. */
  gracefulSignal?: NodeJS.Signals;
  /** Milliseconds until what is left of the group is killed. Default 5000, as WebHost's own shutdown limit. */
  killAfterMs?: number;
}

/**
 * Stops a process and its group: a signal to all of them, then SIGKILL for what is left after the limit, or at once
 * when the signal aborts. Resolves when the process has exited and its group is gone.
 */
export async function stopProcess(
  handle: ChildProcessHandle,
  { gracefulSignal = 'SIGTERM', killAfterMs = 5000 }: StopProcessOptions = {},
  signal?: AbortSignal,
): Promise<ProcessExit> {
  const limit = AbortSignal.timeout(killAfterMs);
  const hurry = signal ? AbortSignal.any([signal, limit]) : limit;
  handle.signalGroup(gracefulSignal);
  if (!(await groupEnds(handle, hurry))) handle.signalGroup('SIGKILL');
  return handle.exited;
}

/** True when the whole group ended before the signal aborted. */
async function groupEnds(handle: ChildProcessHandle, hurry: AbortSignal): Promise<boolean> {
  const aborted = new Promise<false>((resolve) => {
    if (hurry.aborted) resolve(false);
    hurry.addEventListener('abort', () => resolve(false), { once: true });
  });
  if ((await Promise.race([handle.exited, aborted])) === false) return false;
  // The leader is gone; its descendants may still be finishing, and nobody tells when they are done.
  while (handle.isGroupAlive()) {
    if (hurry.aborted) return false;
    await delay(20);
  }
  return true;
}
