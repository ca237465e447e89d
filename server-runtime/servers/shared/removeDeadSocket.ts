import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';

/**
 * Removes the file of a unix socket that a killed process left behind, for nobody else will, and to listen there fails
 * as long as it is there. .NET leaves that to people. True when it is gone.
 */
export async function removeDeadSocket(path: string): Promise<boolean> {
  try {
    if (!(await lstat(path)).isSocket() || !(await isDead(path))) return false;
    await unlink(path);
    return true;
  } catch {
    // It is gone already, or not ours: to listen says so.
    return false;
  }
}

/** Whether nobody listens. A process that lives and is busy, or another user's, is told by another error. */
function isDead(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
}
