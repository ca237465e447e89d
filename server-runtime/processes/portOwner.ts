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
  return { pid, name: table.find((entry) => entry.pid === pid)?.name };
}
