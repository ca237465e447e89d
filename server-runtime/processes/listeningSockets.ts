import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import type { ListeningSocket } from './listeningSocket.ts';
import { parseLsof } from './lsofOutput.ts';
import { parseNetstat } from './netstatOutput.ts';
import { parseProcNetTcp } from './procNetTcp.ts';
import { runTool } from './runTool.ts';

/** Every listening TCP socket; with the holder's pid except on Linux, where {@link holdsSocket} tells. */
export async function readListeningSockets(signal?: AbortSignal): Promise<ListeningSocket[]> {
  switch (process.platform) {
    case 'linux':
      return ['/proc/net/tcp', '/proc/net/tcp6']
        .filter((file) => existsSync(file))
        .flatMap((file) => parseProcNetTcp(readFileSync(file, 'latin1')));
    case 'win32': {
      const listings = await Promise.all(
        ['TCP', 'TCPv6'].map((protocol) => runTool('netstat', ['-ano', '-p', protocol], signal)),
      );
      return listings.flatMap(parseNetstat);
    }
    default:
      return parseLsof(await runTool('lsof', ['-nP', '-iTCP', '-sTCP:LISTEN', '-Fpn'], signal));
  }
}

/** True when the process holds the socket. False too when the OS does not let us look. */
export function holdsSocket(pid: number, socket: ListeningSocket): boolean {
  if (socket.pid !== undefined) return socket.pid === pid;
  if (socket.inode === undefined) return false;
  return socketInodes(pid).has(socket.inode);
}

/** Linux: inodes of the sockets among a process's descriptors. */
function socketInodes(pid: number): Set<number> {
  const inodes = new Set<number>();
  const folder = `/proc/${pid}/fd`;
  try {
    for (const descriptor of readdirSync(folder)) {
      const match = /^socket:\[(\d+)\]$/.exec(readDescriptor(`${folder}/${descriptor}`));
      if (match) inodes.add(Number(match[1]));
    }
  } catch {
    // Ended, or a process of another user.
  }
  return inodes;
}

function readDescriptor(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
