// What Node's sockets cost by themselves: the same bytes back for each request, which is looked for and not looked at.
import { createServer } from 'node:net';
import { announce } from './announce.ts';

const answer =
  'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nServer: bare\r\n\r\nHello, World!';

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    let count = 0;
    let end = chunk.indexOf('\r\n\r\n');
    for (; end >= 0; end = chunk.indexOf('\r\n\r\n', end + 4)) count++;
    if (count > 0) socket.write(count === 1 ? answer : answer.repeat(count), 'latin1');
  });
});
announce(server);
