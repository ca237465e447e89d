import type { ListeningSocket } from './listeningSocket.ts';
import { holdsSocket, readListeningSockets } from './listeningSockets.ts';
import { processTree, readProcessTable } from './processTable.ts';

/** The sockets that a process, its descendants and the group that it leads listen on, with the holder's pid. */
export async function treeListeningSockets(
  root: number,
  signal?: AbortSignal,
): Promise<ListeningSocket[]> {
  const sockets = await readListeningSockets(signal);
  if (sockets.length === 0) return [];
  const tree = [...processTree(await readProcessTable(), root)];
  return sockets.flatMap((socket) => {
    const pid = tree.find((candidate) => holdsSocket(candidate, socket));
    return pid === undefined ? [] : [{ ...socket, pid }];
  });
}
