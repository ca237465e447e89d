import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ListeningSocket } from './listeningSocket.ts';
import { holdsSocket, readListeningSockets } from './listeningSockets.ts';
import { type PortOwner, findPortOwner } from './portOwner.ts';
import { processTree, readProcessTable } from './processTable.ts';

export interface WaitForListeningOptions {
  /** Milliseconds to wait; infinite when absent. */
  timeoutMs?: number;
  /** Resolves when the process itself says that it listens: see ChildProcessHandle.listeningHint. */
  hint?: Promise<void> | undefined;
}

/** `foreign`: the port is held by a process that is not the awaited one nor descends from it. */
export type ListeningResult =
  | { status: 'listening'; address: string; pid: number | undefined }
  | { status: 'foreign'; owner: PortOwner | undefined }
  | { status: 'timeout' };

// Often at first, because a fast start should be seen fast; then rarely, because a slow one takes its time.
const fastPollMilliseconds = 5;
const slowPollMilliseconds = 100;
const fastPhaseMilliseconds = 1000;

/**
 * Waits until the process `pid`, one of its descendants or of the group that it leads listens on the TCP port: by the
 * OS's own table, so no connection is made and no text is read; where the table does not tell the holder, a listener
 * counts. Rejects with the signal's reason when it aborts, which callers use for "the process has exited".
 */
export async function waitForListening(
  port: number,
  pid: number,
  { timeoutMs = Number.POSITIVE_INFINITY, hint }: WaitForListeningOptions = {},
  signal?: AbortSignal,
): Promise<ListeningResult> {
  const start = performance.now();
  let isHinted = hint === undefined;
  const hinted = hint?.then(() => {
    isHinted = true;
  });
  for (;;) {
    signal?.throwIfAborted();
    const elapsed = performance.now() - start;
    // Who will be told looks only now and then, in case nobody tells.
    if (isHinted || elapsed >= slowPollMilliseconds) {
      const result = await lookOnce(port, pid, signal);
      if (result) return result;
    }
    const left = timeoutMs - (performance.now() - start);
    if (left <= 0) return { status: 'timeout' };
    const isFast = isHinted && elapsed < fastPhaseMilliseconds;
    const pause = pauseFor(
      Math.min(isFast ? fastPollMilliseconds : slowPollMilliseconds, left),
      signal,
    );
    await (isHinted ? pause : Promise.race([hinted, pause]));
  }
}

async function pauseFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(milliseconds, undefined, { ...(signal && { signal }) }).catch(() => {});
}

async function lookOnce(
  port: number,
  pid: number,
  signal: AbortSignal | undefined,
): Promise<ListeningResult | undefined> {
  // Reading the table costs a process on these systems, so a connection tells first whether it is worth it.
  if (process.platform !== 'linux' && !(await accepts(port))) return undefined;
  const sockets = (await readListeningSockets(signal)).filter((socket) => socket.port === port);
  const first = sockets[0];
  if (!first) return undefined;
  const own =
    sockets.find((socket) => holdsSocket(pid, socket)) ?? (await heldByTree(pid, sockets));
  if (own) return { status: 'listening', address: own.address, pid: own.pid ?? pid };
  const owner = await findPortOwner(port);
  if (!owner) {
    // Gone again, or the OS hides the holder; a closed port is looked at again, a hidden holder is believed.
    const isStillThere = (await readListeningSockets(signal)).some(
      (socket) => socket.port === port,
    );
    return isStillThere
      ? { status: 'listening', address: first.address, pid: undefined }
      : undefined;
  }
  return { status: 'foreign', owner };
}

async function heldByTree(
  root: number,
  sockets: readonly ListeningSocket[],
): Promise<ListeningSocket | undefined> {
  const tree = processTree(await readProcessTable(), root);
  for (const socket of sockets) {
    for (const pid of tree) if (holdsSocket(pid, socket)) return { ...socket, pid };
  }
  return undefined;
}

function accepts(port: number): Promise<boolean> {
  const attempts = ['127.0.0.1', '::1'].map(
    (host) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port });
        const settle = (result: boolean) => {
          socket.destroy();
          resolve(result);
        };
        socket.setTimeout(1000, () => settle(false));
        socket.once('connect', () => settle(true));
        socket.once('error', () => settle(false));
      }),
  );
  return Promise.all(attempts).then((results) => results.includes(true));
}
