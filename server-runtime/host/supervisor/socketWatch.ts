import { setTimeout as delay } from 'node:timers/promises';
import type { ListeningSocket } from '../../processes/listeningSocket.ts';
import { readListeningSockets } from '../../processes/listeningSockets.ts';
import { treeListeningSockets } from '../../processes/treeSockets.ts';

// Linux has the sockets in a file; elsewhere each look costs a process.
const isCheap = process.platform === 'linux';
/** Milliseconds between looks, by how long the process runs already: most servers listen soon or never. */
const pauses = isCheap
  ? { soon: 20, later: 100, listening: 500 }
  : { soon: 300, later: 1000, listening: 5000 };
const soonMilliseconds = 2000;

/**
 * Follows what a process and its descendants listen on, until the signal aborts: from the OS's table, so nothing is
 * read off its output. `onChange` gets the complete list each time it changes.
 */
export async function watchSockets(
  pid: number,
  onChange: (sockets: ListeningSocket[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const start = performance.now();
  let seenTable = '';
  let seenOwn = '';
  while (!signal.aborted) {
    const table = isCheap ? fingerprint(await readListeningSockets(signal)) : undefined;
    // Whose a socket is takes looking at many processes: only when there is a new one.
    if (table === undefined || table !== seenTable) {
      seenTable = table ?? '';
      const own = await treeListeningSockets(pid, signal);
      if (signal.aborted) return;
      if (fingerprint(own) !== seenOwn) {
        seenOwn = fingerprint(own);
        await onChange(own);
      }
    }
    const isSoon = performance.now() - start < soonMilliseconds;
    const waiting = isSoon ? pauses.soon : pauses.later;
    await delay(seenOwn === '' ? waiting : pauses.listening, undefined, {
      signal,
      ref: false,
    }).catch(() => {});
  }
}

function fingerprint(sockets: readonly ListeningSocket[]): string {
  return sockets
    .map(({ address, port, inode }) => `${address} ${port} ${inode ?? ''}`)
    .sort()
    .join('\n');
}
