import { spawnSync } from 'node:child_process';
import { readProc } from './processTable.ts';

/**
 * Signals every process of the group that `pid` leads. Windows has neither groups nor signals: there the process tree
 * is asked to close, and with SIGKILL ended. False when nothing was there to signal.
 */
export function signalProcessGroup(pid: number, signal: NodeJS.Signals): boolean {
  if (process.platform === 'win32') return endWindowsTree(pid, signal === 'SIGKILL');
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/** True while a process of the group that `pid` leads lives. */
export function isProcessGroupAlive(pid: number): boolean {
  try {
    // Any error means that nothing is left that could be signalled: ESRCH, or EPERM for a group of zombies on macOS.
    process.kill(process.platform === 'win32' ? pid : -pid, 0);
  } catch {
    return false;
  }
  // Where the first process of a container does not reap, ended orphans stay as zombies, which can be signalled.
  return process.platform !== 'linux' || readProc().some((entry) => entry.group === pid);
}

function endWindowsTree(pid: number, force: boolean): boolean {
  const args = ['/T', '/PID', String(pid), ...(force ? ['/F'] : [])];
  return spawnSync('taskkill', args, { stdio: 'ignore', windowsHide: true }).status === 0;
}
