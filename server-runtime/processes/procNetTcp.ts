import type { ListeningSocket } from './listeningSocket.ts';

/** Reads the listening sockets from the text of Linux's `/proc/net/tcp` or `/proc/net/tcp6` (proc(5)). */
export function parseProcNetTcp(text: string): ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  for (const line of text.split('\n').slice(1)) {
    // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode …
    const fields = line.trim().split(/\s+/);
    if (fields[3] !== '0A') continue;
    const [hexAddress, hexPort] = (fields[1] ?? '').split(':');
    if (!hexAddress || !hexPort) continue;
    sockets.push({
      address: decodeAddress(hexAddress),
      port: Number.parseInt(hexPort, 16),
      inode: Number(fields[9]),
    });
  }
  return sockets;
}

/** The kernel prints each 32-bit word of the address in the byte order of the machine: little-endian wherever Node runs. */
function decodeAddress(hex: string): string {
  const bytes: number[] = [];
  for (let word = 0; word < hex.length; word += 8) {
    for (let at = 6; at >= 0; at -= 2) {
      bytes.push(Number.parseInt(hex.slice(word + at, word + at + 2), 16));
    }
  }
  return bytes.length === 4 ? bytes.join('.') : formatIPv6(bytes);
}

function formatIPv6(bytes: readonly number[]): string {
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff;
  if (isMapped) return `::ffff:${bytes.slice(12).join('.')}`;
  const groups: string[] = [];
  for (let at = 0; at < 16; at += 2) groups.push(((bytes[at]! << 8) | bytes[at + 1]!).toString(16));
  // WHATWG's URL writes addresses as RFC 5952 asks.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
