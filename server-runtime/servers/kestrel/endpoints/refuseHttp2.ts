import type { Socket } from 'node:net';

/** GOAWAY with HTTP_1_1_REQUIRED: nothing has been processed (RFC 9113 §6.8, §7). */
const goAway = Buffer.from([0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13]);

/** Tells a client that speaks HTTP/2 to an endpoint without it, in its own language, and closes the connection. */
export function refuseHttp2(socket: Socket): void {
  socket.write(goAway);
  socket.destroySoon();
}
