import type { ListeningSocket } from './listeningSocket.ts';

/**
 * Reads Windows' `netstat -ano -p TCP` and `-p TCPv6`. The state is translated (`ABHÖREN`), so a listener is told by
 * its foreign address, which is `0.0.0.0:0` or `[::]:0` for nothing else.
 */
export function parseNetstat(text: string): ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*TCP\s+(\S+):(\d+)\s+(?:0\.0\.0\.0|\[::\]):0\s+.*?(\d+)\s*$/.exec(line);
    if (!match) continue;
    const address = match[1]!.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
    sockets.push({ address, port: Number(match[2]), pid: Number(match[3]) });
  }
  return sockets;
}
