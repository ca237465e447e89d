import { parseApplicationUrl } from '../../launch/applicationUrl.ts';
import type { ListeningSocket } from '../../processes/listeningSocket.ts';

/**
 * The addresses that a program listens on, from its sockets and from what it was expected to listen on. An expected
 * address counts as written, once something listens on its port. Sockets beside the expected ones (a debugger's, a
 * metrics port) are left out, unless none of the expected is there or one of them left the port to the system.
 */
export function listeningAddresses(
  sockets: readonly ListeningSocket[],
  expectedUrls: readonly string[],
): string[] {
  const expected = parseApplicationUrl(expectedUrls.join(';')).urls.filter(
    (url) => url.socket === undefined,
  );
  const fixed = expected.filter((url) => url.port !== 0);
  const open = expected.filter((url) => url.port === 0);
  const addresses = fixed
    .filter((url) => sockets.some((socket) => socket.port === url.port))
    .map((url) => url.text);
  if (addresses.length > 0 && open.length === 0) return addresses;
  const others = sockets.filter((socket) => !fixed.some((url) => url.port === socket.port));
  const schemeOf = (index: number) => open[Math.min(index, open.length - 1)]?.scheme ?? 'http';
  return [
    ...addresses,
    ...distinctByPort(others).map((socket, i) => formatSocket(socket, schemeOf(i))),
  ];
}

/** One socket per port: both loopback addresses of one server are one address to a client. */
function distinctByPort(sockets: readonly ListeningSocket[]): ListeningSocket[] {
  const byPort = new Map<number, ListeningSocket>();
  for (const socket of sockets) {
    const known = byPort.get(socket.port);
    byPort.set(socket.port, known ? { ...socket, address: 'localhost' } : socket);
  }
  return [...byPort.values()].sort((a, b) => a.port - b.port);
}

function formatSocket({ address, port }: ListeningSocket, scheme: string): string {
  return `${scheme}://${address.includes(':') ? `[${address}]` : address}:${port}`;
}
