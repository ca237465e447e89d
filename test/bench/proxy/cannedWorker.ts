// The worker of every candidate: a bare socket with one answer, so that what is measured is the proxy.
import { createServer } from 'node:net';

const body = 'Hello, World!';
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nContent-Type: text/plain\r\nDate: Mon, 02 Nov 2026 10:00:00 GMT\r\nServer: Kestrel\r\n\r\n${body}`,
);
const end = Buffer.from('\r\n\r\n');

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (bytes) => {
    // The load has no bodies, and nobody cuts a head in two at its end.
    for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 4)) {
      socket.write(answer);
    }
  });
  socket.on('error', () => socket.destroy());
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') {
    console.log(`Now listening on: http://127.0.0.1:${address.port}`);
  }
});
