import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadHttpRequestError } from '../../../server-runtime/http/badHttpRequestError.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { MemoryServer, settle, type TestApp } from '../../support/http1/memoryServer.ts';
import type { MemorySocket } from '../../support/http1/memorySocket.ts';

interface Answer {
  server: MemoryServer;
  socket: MemorySocket;
  sent: string;
}

async function answer(app: TestApp, first = 'GET / HTTP/1.1', more = ''): Promise<Answer> {
  const server = new MemoryServer(app);
  const socket = server.connect();
  socket.receive(`${first}\r\nHost: h\r\n${more}\r\n`);
  await settle();
  return { server, socket, sent: socket.sent };
}

const tail = 'Date: today\r\nServer: test\r\n\r\n';

describe('Response', () => {
  it('has a length of 0 when nothing was written', async () => {
    const { sent, socket } = await answer(() => undefined);
    assert.equal(sent, `HTTP/1.1 200 OK\r\nContent-Length: 0\r\n${tail}`);
    assert.equal(socket.writableEnded, false);
  });

  it('is sent in chunks when the app gives no length', async () => {
    const { sent } = await answer(async ({ response }) => {
      await response.write('Hello, ');
      await response.write('wörld');
    });
    assert.equal(
      sent,
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n${tail}7\r\nHello, \r\n6\r\nw\xc3\xb6rld\r\n0\r\n\r\n`,
    );
  });

  it('is one write when it is small, however it was written', async () => {
    const { socket } = await answer(async ({ response }) => {
      response.headers.set('Content-Length', 12);
      await response.write('Hello, ');
      await Promise.resolve();
      await response.write(Buffer.from('world'));
    });
    assert.equal(socket.writeCount, 1);
    assert.ok(socket.sent.endsWith('Hello, world'));
  });

  it('does not wait for its end before it is sent', async () => {
    const { sent } = await answer(async ({ response }) => {
      await response.write('first');
      await new Promise(() => undefined);
    });
    assert.ok(sent.endsWith('5\r\nfirst\r\n'));
  });

  it('leaves out empty chunks, which would end it', async () => {
    const { sent } = await answer(async ({ response }) => {
      await response.write('');
      await response.write(new Uint8Array(0));
      await response.write('a');
    });
    assert.ok(sent.endsWith(`${tail}1\r\na\r\n0\r\n\r\n`));
  });

  it('has no body for HEAD, and the headers of the app', async () => {
    const app: TestApp = async ({ response }) => {
      response.headers.set('Content-Length', 5);
      await response.write('hello');
    };
    const { sent } = await answer(app, 'HEAD / HTTP/1.1');
    assert.equal(sent, `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n${tail}`);
    const other = await answer(async ({ response }) => response.write('x'), 'HEAD / HTTP/1.1');
    assert.equal(other.sent, `HTTP/1.1 200 OK\r\n${tail}`);
    const nothing = await answer(() => undefined, 'HEAD / HTTP/1.1');
    assert.equal(nothing.sent, `HTTP/1.1 200 OK\r\n${tail}`);
  });

  for (const [statusCode, lines] of [
    [204, 'HTTP/1.1 204 No Content\r\n'],
    [205, 'HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n'],
    [304, 'HTTP/1.1 304 Not Modified\r\n'],
  ] as const) {
    it(`has no body with status ${statusCode}`, async () => {
      const { sent } = await answer(({ response }) => {
        response.statusCode = statusCode;
      });
      assert.equal(sent, `${lines}${tail}`);
      const writing = await answer(async ({ response }) => {
        response.statusCode = statusCode;
        await response.write('x');
      });
      assert.match(writing.sent, /^HTTP\/1\.1 500 /);
      assert.equal(
        (writing.server.errors[0] as Error).message,
        `Writing to the response body is invalid for responses with status code ${statusCode}.`,
      );
      const encoded = await answer(({ response }) => {
        response.statusCode = statusCode;
        response.headers.set('Transfer-Encoding', 'chunked');
      });
      assert.match(encoded.sent, /^HTTP\/1\.1 500 /);
      assert.equal(
        (encoded.server.errors[0] as Error).message,
        `Setting the header Transfer-Encoding is not allowed on responses with status code ${statusCode}.`,
      );
    });
  }

  it('may say the length of what a 304 leaves out', async () => {
    const { sent } = await answer(({ response }) => {
      response.statusCode = 304;
      response.headers.set('Content-Length', 10);
    });
    assert.equal(sent, `HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n${tail}`);
  });

  it('keeps the lines that the app wrote itself', async () => {
    const { sent } = await answer(({ response }) => {
      response.headers.set('DATE', 'never');
      response.headers.set('server', 'mine');
      response.headers.append('Set-Cookie', 'a=1');
      response.headers.append('Set-Cookie', 'b=2');
      response.statusCode = 299;
      response.reasonPhrase = 'Quite Good';
    });
    assert.equal(
      sent,
      'HTTP/1.1 299 Quite Good\r\nDATE: never\r\nserver: mine\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n',
    );
  });

  it('keeps the space before an unknown phrase', async () => {
    const { sent } = await answer(({ response }) => {
      response.statusCode = 299;
    });
    assert.ok(sent.startsWith('HTTP/1.1 299 \r\n'));
  });

  it('sends nothing of a write that is too long for the length', async () => {
    const { sent, server } = await answer(async ({ response }) => {
      response.headers.set('Content-Length', 11);
      await response.write('hello, world');
    });
    assert.match(sent, /^HTTP\/1\.1 500 Internal Server Error\r\nContent-Length: 0\r\n/);
    assert.equal(
      (server.errors[0] as Error).message,
      'Response Content-Length mismatch: too many bytes written (12 of 11).',
    );
  });

  it('aborts the connection when a later write is too long', async () => {
    const { socket, server } = await answer(async ({ response }) => {
      response.headers.set('Content-Length', 11);
      await response.write('hello,');
      await settle(1);
      await response.write(' world');
    });
    assert.ok(socket.sent.endsWith('hello,'));
    assert.equal(socket.wasReset, true);
    assert.equal(
      (server.errors[0] as Error).message,
      'Response Content-Length mismatch: too many bytes written (12 of 11).',
    );
  });

  it('is a 500 on a connection that stays when nothing of a length was written', async () => {
    const { sent, server, socket } = await answer(({ response }) => {
      response.headers.set('Content-Length', 11);
    });
    assert.match(sent, /^HTTP\/1\.1 500 /);
    assert.doesNotMatch(sent, /Connection: close/);
    assert.equal(socket.writableEnded, false);
    assert.equal(
      (server.errors[0] as Error).message,
      'Response Content-Length mismatch: too few bytes written (0 of 11).',
    );
  });

  it('ends the connection when less than its length was written', async () => {
    const { socket, server } = await answer(async ({ response }) => {
      response.headers.set('Content-Length', 11);
      await response.write('hello');
    });
    assert.equal(socket.destroyed, true);
    assert.equal(
      (server.errors[0] as Error).message,
      'Response Content-Length mismatch: too few bytes written (5 of 11).',
    );
  });

  it('is a 500 without the headers of an app that failed, on a connection that stays', async () => {
    const failure = new Error('no');
    const { sent, server, socket } = await answer(({ response }) => {
      response.headers.set('X', 'y');
      response.statusCode = 201;
      throw failure;
    });
    assert.equal(sent, `HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n${tail}`);
    assert.equal(socket.writableEnded, false);
    assert.deepEqual(server.errors, [failure]);
    assert.deepEqual(server.disposed, [{ statusCode: 500, error: failure }]);
  });

  it('breaks off without its last chunk when the app fails in the middle', async () => {
    const { socket } = await answer(async ({ response }) => {
      await response.write('a');
      await settle(1);
      throw new Error('no');
    });
    assert.ok(socket.sent.endsWith('1\r\na\r\n'));
    assert.equal(socket.wasReset, true);
  });

  it('has the status of a bad request that the app lets through, and closes', async () => {
    const { sent, server, socket } = await answer(() => {
      throw new BadHttpRequestError('odd', 422);
    });
    assert.match(
      sent,
      /^HTTP\/1\.1 422 Unprocessable Entity\r\nContent-Length: 0\r\nConnection: close\r\n/,
    );
    assert.equal(socket.writableEnded, true);
    assert.deepEqual(server.errors, []);
    assert.deepEqual(server.badRequests, ['odd']);
  });

  it('runs onStarting callbacks before its headers are sent, last registered first', async () => {
    const { sent } = await answer(async ({ response }) => {
      response.onStarting(() => response.headers.append('X', 'first'));
      response.onStarting(async () => {
        await settle(1);
        response.headers.append('X', 'second');
      });
      void response.write('a');
      void response.write('b');
      await settle(2);
      await response.write('c');
    });
    assert.ok(sent.startsWith('HTTP/1.1 200 OK\r\nX: second\r\nX: first\r\n'));
    assert.ok(sent.endsWith('1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n'));
  });

  it('runs onStarting callbacks when the app writes nothing', async () => {
    const { sent } = await answer(({ response }) => {
      response.onStarting(() => {
        response.statusCode = 404;
      });
    });
    assert.match(sent, /^HTTP\/1\.1 404 /);
  });

  it('is a 500 when an onStarting callback fails', async () => {
    const { sent, server } = await answer(async ({ response }) => {
      response.onStarting(() => {
        throw new Error('no');
      });
      await response.write('a');
    });
    assert.match(sent, /^HTTP\/1\.1 500 /);
    assert.equal((server.errors[0] as Error).message, 'no');
  });

  it('runs onCompleted callbacks after its end, last registered first, though some fail', async () => {
    const seen: string[] = [];
    const { server } = await answer(({ response }) => {
      response.onCompleted(() => void seen.push('first', String(response.hasStarted)));
      response.onCompleted(() => {
        seen.push('second');
        throw new Error('late');
      });
    });
    assert.deepEqual(seen, ['second', 'first', 'true']);
    assert.equal((server.errors[0] as Error).message, 'late');
    assert.equal(server.disposed[0]?.error, undefined);
  });

  it('is the last one of a connection whose context cannot be disposed', async () => {
    const server = new MemoryServer(() => undefined);
    server.failsToDispose = true;
    const socket = server.connect();
    socket.receive('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await settle();
    assert.equal((server.errors[0] as Error).message, 'The context does not let go.');
    assert.equal(socket.destroyed, true);
  });

  it('lets nothing of its head be changed after it has started', async () => {
    const messages: string[] = [];
    const attempt = (action: () => void): void => {
      try {
        action();
      } catch (error) {
        messages.push((error as Error).message);
      }
    };
    await answer(async ({ response }) => {
      await response.start();
      attempt(() => (response.statusCode = 201));
      attempt(() => (response.reasonPhrase = 'x'));
      attempt(() => response.headers.set('X', 'y'));
      attempt(() => response.onStarting(() => undefined));
    });
    assert.deepEqual(messages, [
      'StatusCode cannot be set because the response has already started.',
      'ReasonPhrase cannot be set because the response has already started.',
      'Headers are read-only, response has already started.',
      'OnStarting cannot be set because the response has already started.',
    ]);
  });

  it('refuses what would split it in two', async () => {
    const attempts: ((context: HttpContext) => void)[] = [
      ({ response }) => response.headers.set('X', 'a\r\nY: b'),
      ({ response }) => response.headers.set('X\r\n', 'a'),
      ({ response }) => (response.reasonPhrase = 'OK\r\nX: y'),
      ({ response }) => (response.statusCode = 20),
    ];
    for (const attempt of attempts) {
      const { sent } = await answer(attempt);
      assert.match(sent, /^HTTP\/1\.1 500 /);
    }
  });

  it('can be completed before the app ends', async () => {
    const { sent, server } = await answer(async ({ response }) => {
      await response.write('a');
      await response.complete();
      await response.complete();
      await response.write('b');
    });
    assert.ok(sent.endsWith('1\r\na\r\n0\r\n\r\n'));
    assert.equal(server.errors.length, 1);
  });
});

describe('Response to HTTP/1.0', () => {
  it('ends with the connection when its length is not known', async () => {
    const app: TestApp = async ({ response }) => response.write('hello');
    const { sent, socket } = await answer(app, 'GET / HTTP/1.0', 'Connection: keep-alive\r\n');
    assert.equal(sent, `HTTP/1.1 200 OK\r\nConnection: close\r\n${tail}hello`);
    assert.equal(socket.writableEnded, true);
  });

  it('keeps the connection when its length is known and the client wants that', async () => {
    const app: TestApp = () => undefined;
    const kept = await answer(app, 'GET / HTTP/1.0', 'Connection: keep-alive\r\n');
    assert.equal(
      kept.sent,
      `HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n${tail}`,
    );
    assert.equal(kept.socket.writableEnded, false);
    const closed = await answer(app, 'GET / HTTP/1.0');
    assert.equal(
      closed.sent,
      `HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n${tail}`,
    );
    assert.equal(closed.socket.writableEnded, true);
  });
});

describe('Response framing by the app', () => {
  it('is left to it when it sets Transfer-Encoding', async () => {
    const { sent, socket } = await answer(async ({ response }) => {
      response.headers.set('Transfer-Encoding', 'gzip, chunked');
      await response.write('1\r\na\r\n0\r\n\r\n');
    });
    assert.ok(sent.endsWith(`Transfer-Encoding: gzip, chunked\r\n${tail}1\r\na\r\n0\r\n\r\n`));
    assert.equal(socket.writableEnded, false);
  });

  it('ends the connection when its last coding is not chunked', async () => {
    const { sent, socket } = await answer(async ({ response }) => {
      response.headers.set('Transfer-Encoding', 'gzip');
      await response.write('abc');
    });
    assert.ok(sent.endsWith(`Connection: close\r\n${tail}abc`));
    assert.equal(socket.writableEnded, true);
  });

  it('ends the connection when it sets Connection without keep-alive', async () => {
    for (const [value, isClosed] of [
      ['close', true],
      ['x-thing', true],
      ['keep-alive', false],
      ['Keep-Alive, x', false],
    ] as const) {
      const { socket } = await answer(({ response }) => response.headers.set('Connection', value));
      assert.equal(socket.writableEnded, isClosed, value);
    }
  });
});
