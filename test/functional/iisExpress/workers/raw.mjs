// A worker that does with bytes what its path says: right answers in odd pieces, and wrong ones.
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

let connections = 0;

const ok = (body, extra = '') =>
  `HTTP/1.1 200 OK\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const answers = {
  '/chunked-bytes': async (socket) => {
    const text =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n4\r\ndefg\r\n0\r\nT: 1\r\n\r\n';
    for (const byte of text) {
      socket.write(byte);
      await delay(1);
    }
  },
  '/until-close': (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nuntil the end'),
  '/http10': (socket) => socket.end('HTTP/1.0 200 Fine\r\nContent-Length: 2\r\n\r\nok'),
  '/hints': (socket) =>
    socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n${ok('after hints')}`),
  '/no-content': (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
  '/not-modified': (socket) =>
    socket.write('HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n'),
  '/latin1': (socket) => socket.write(Buffer.from(ok('x', 'X-Name: caf\xe9\r\n'), 'latin1')),
  '/hop-by-hop': (socket) =>
    socket.write(
      ok(
        'x',
        'Connection: X-Inner\r\nX-Inner: 1\r\nKeep-Alive: timeout=5\r\nServer: Inner\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n',
      ),
    ),
  '/closes-after': (socket) => socket.end(ok('last', 'Connection: close\r\n')),
  '/extra': (socket) =>
    socket.write(`${ok('one')}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`),
  '/garbage': (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n\r\n'),
  '/silence': () => {},
  '/half': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this', () => socket.destroy());
  },
  '/half-chunked': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel', () =>
      socket.destroy(),
    );
  },
  '/stalls': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this'),
  '/both-lengths': (socket) =>
    socket.write(
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ),
  '/two-lengths': (socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'),
  '/bare-lf': (socket) => socket.write('HTTP/1.1 200 OK\nContent-Length: 1\n\nx'),
  '/switches': (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'),
  '/hangs-up': (socket) => socket.destroy(),
  '/exits': () => process.exit(3),
  '/huge-header': (socket) => socket.write(ok('x', `X: ${'y'.repeat(70_000)}\r\n`)),
  '/two-types': (socket) => socket.write(ok('x', 'Content-Type: a/b\r\nContent-Type: c/d\r\n')),
  '/answers-early': (socket) => socket.write(ok('I know enough')),
};

const server = createServer((socket) => {
  const connection = ++connections;
  let requests = 0;
  let head = '';
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    head += bytes.toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const text = head.slice(0, end);
    head = '';
    const [method, target] = text.split(' ');
    if (target === '/iisintegration') {
      socket.end('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n', () => process.exit(0));
      return;
    }
    requests++;
    const answer = answers[target];
    if (answer) answer(socket);
    else
      socket.write(ok(JSON.stringify({ method, target, connection, requests, pid: process.pid })));
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
