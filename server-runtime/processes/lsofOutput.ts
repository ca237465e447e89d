import type { ListeningSocket } from './listeningSocket.ts';

/** Reads `lsof -nP -iTCP -sTCP:LISTEN -Fpn` (lsof(8), "Output for other programs"): one `p` line per process, `n` per socket. */
export function parseLsof(text: string): ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  let pid: number | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    const match = /^n(.*):(\d+)$/.exec(line);
    if (!match || pid === undefined) continue;
    const host = match[1]!.replace(/^\[|\]$/g, '');
    // lsof writes `*` for every address, whichever family; the dual-stack one is what servers mean by it.
    sockets.push({ address: host === '*' ? '::' : host, port: Number(match[2]), pid });
  }
  return sockets;
}
