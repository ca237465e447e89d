// Opens idle connections from a process of its own: `idle.ts URL COUNT`; prints how many, and holds them until killed.
import { type Socket, connect } from 'node:net';

const [url = '', count = '0'] = process.argv.slice(2);
const { hostname, port, host } = new URL(url);
const wanted = Number(count);
const sockets: Socket[] = [];

/** Opens one, with one request over it, so that it is a keep-alive connection and not just a socket. */
function open(): Promise<void> {
  return new Promise((resolve, reject) => {
    // Addresses of the loopback network in turn: one has fewer ports than that.
    const localAddress = `127.0.0.${1 + (sockets.length % 4)}`;
    const socket = connect({ port: Number(port), host: hostname, localAddress });
    socket.once('connect', () => socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    socket.once('data', () => resolve());
    socket.once('error', reject);
    sockets.push(socket);
  });
}

while (sockets.length < wanted) {
  await Promise.all(Array.from({ length: Math.min(200, wanted - sockets.length) }, open));
}
console.log(`Now listening on: ${url}`);
setInterval(() => {}, 60_000);
