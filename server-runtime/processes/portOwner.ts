import { readlinkSync } from 'node:fs';
import path from 'node:path';
import { holdsSocket, readListeningSockets } from './listeningSockets.ts';
import { readProcessTable } from './processTable.ts';

/** The process that listens on a port. */
export interface PortOwner {
  pid: number;
  /** File name of its program; undefined when the OS does not tell. */
  name: string | undefined;
}

/** Finds which process listens on a TCP port; undefined when none does or the OS does not tell (another user's). */
export async function findPortOwner(port: number): Promise<PortOwner | undefined> {
  const sockets = (await readListeningSockets()).filter((socket) => socket.port === port);
  if (sockets.length === 0) return undefined;
  const table = await readProcessTable();
  const known = sockets.find((socket) => socket.pid !== undefined)?.pid;
  const pid =
    known ?? table.find((entry) => sockets.some((socket) => holdsSocket(entry.pid, socket)))?.pid;
  if (pid === undefined) return undefined;
  return { pid, name: programName(pid) ?? table.find((entry) => entry.pid === pid)?.name };
}

/** Linux: the program itself; the table has the name of its main thread, which programs change (Node calls it MainThread). */
function programName(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return path.basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
  } catch {
    return undefined;
  }
}
