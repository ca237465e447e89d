import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IHttpConnectionFeature } from '../../../server-runtime/http/features/httpConnectionFeature.ts';
import { MemoryServer, settle, type TestApp } from '../../support/http1/memoryServer.ts';
import { exchangeBytes } from '../../support/http1/exchangeBytes.ts';

const get = (path: string, lines = ''): string => `GET ${path} HTTP/1.1\r\nHost: h\r\n${lines}\r\n`;
const echoPath: TestApp = async ({ request, response }) => {
  response.headers.set('Content-Length', request.path.length);
  await response.write(request.path);
};

describe('Connection', () => {
  it('answers pipelined requests in their order, in one write when they are quick', async () => {
    const server = new MemoryServer(echoPath);
    const socket = server.connect();
    socket.receive(get('/1') + get('/2') + get('/3'));
    await settle();
    assert.deepEqual(
      [...socket.sent.matchAll(/\r\n\r\n(\/\d)/g)].map((match) => match[1]),
      ['/1', '/2', '/3'],
    );
    assert.equal(socket.writeCount, 1);
  });

  it('answers pipelined requests one after the other, though a later one is quicker', async () => {
    const running: string[] = [];
    const server = new MemoryServer(async (context) => {
      running.push(context.request.path);
      assert.equal(running.length, 1);
      if (context.request.path === '/1') await settle(2);
      await echoPath(context);
      running.pop();
    });
    const socket = server.connect();
    socket.receive(get('/1') + get('/2'));
    await settle(1);
    assert.equal(socket.sent, '');
    await settle();
    assert.match(socket.sent, /\/1HTTP[^]*\/2$/);
    assert.deepEqual(server.errors, []);
  });

  it('finds the next request after a body that the app did not read', async () => {
    const server = new MemoryServer(echoPath);
    const socket = server.connect();
    const body = 'GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n';
    socket.receive(`POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: ${body.length}\r\n\r\n`);
    await settle();
    assert.ok(socket.sent.endsWith('/1'));
    socket.receive(body + get('/2'));
    await settle();
    assert.ok(socket.sent.endsWith('/2'));
    assert.doesNotMatch(socket.sent, /smuggled/);
  });

  it('ends when the rest of a body that the app did not read is too large', async () => {
    const server = new MemoryServer(echoPath, { maxRequestBodySize: 10 });
    const socket = server.connect();
    socket.receive('POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n');
    await settle();
    assert.ok(socket.sent.endsWith('/1'));
    assert.equal(socket.writableEnded, true);
  });

  it('ends when the rest of a body in chunks that the app did not read becomes too large', async () => {
    const server = new MemoryServer(echoPath, { maxRequestBodySize: 20 });
    const socket = server.connect();
    socket.receive(
      'POST /1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
    );
    await settle();
    assert.equal(socket.writableEnded, false);
    socket.receive('64\r\nmore than 20');
    await settle();
    assert.equal(socket.writableEnded, true);
  });

  it('ends when the rest of a body that the app did not read breaks the rules', async () => {
    const server = new MemoryServer(echoPath);
    const socket = server.connect();
    socket.receive('POST /1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab');
    await settle();
    socket.receive('cdefg\r\n');
    await settle();
    assert.ok(socket.sent.endsWith('/1'));
    assert.equal(socket.writableEnded, true);
  });

  it('finds no request behind a body that broke the rules before the app read it', async () => {
    const server = new MemoryServer(async (context) => {
      await settle(4);
      await echoPath(context);
    });
    const socket = server.connect();
    socket.receive('POST /1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n');
    await settle(1);
    socket.receive(`0\r\n\r\n${get('/smuggled')}`);
    await settle(8);
    assert.match(socket.sent, /Connection: close[^]*\/1$/);
    assert.equal(socket.writableEnded, true);
  });

  for (const [value, isKept] of [
    ['keep-alive', true],
    ['close', false],
    ['CLOSE', false],
    ['keep-alive, close', false],
    ['x, close', false],
    ['close2', true],
    ['ke2p-alive', true],
    [', keep-alive', true],
  ] as const) {
    it(`is ${isKept ? 'kept' : 'closed'} after Connection: ${value}`, async () => {
      const { isClosed } = await exchangeBytes([get('/', `Connection: ${value}\r\n`)]);
      assert.equal(isClosed, !isKept);
    });
  }

  for (const [value, isKept] of [
    ['keep-alive', true],
    ['Keep-Alive', true],
    ['keep-alive,upgrade', true],
    [', keep-alive', true],
    ['keep-alive, close', false],
    ['keep-alive 2', false],
    ['ke2p-alive', false],
  ] as const) {
    it(`of HTTP/1.0 is ${isKept ? 'kept' : 'closed'} after Connection: ${value}`, async () => {
      const raw = `GET / HTTP/1.0\r\nConnection: ${value}\r\n\r\n`;
      assert.equal((await exchangeBytes([raw])).isClosed, !isKept);
    });
  }

  it('reads the options of several Connection lines', async () => {
    const lines = 'Connection: keep-alive\r\nConnection: close\r\n';
    assert.equal((await exchangeBytes([get('/', lines)])).isClosed, true);
  });

  it('drops what follows a bad request', async () => {
    const outcome = await exchangeBytes([`nonsense\r\n${get('/')}`, get('/')]);
    assert.deepEqual(outcome.statuses, [400]);
    assert.deepEqual(outcome.seen, []);
  });

  it('drops what follows the last response', async () => {
    const outcome = await exchangeBytes([get('/', 'Connection: close\r\n') + get('/')]);
    assert.deepEqual(outcome.statuses, [200]);
  });

  it('answers a client that has ended its side', async () => {
    const outcome = await exchangeBytes([get('/')], {}, true);
    assert.deepEqual(outcome.statuses, [200]);
    assert.ok(outcome.isClosed);
  });

  it('tells the app when the client goes away', async () => {
    const aborted: boolean[] = [];
    const server = new MemoryServer(async (context) => {
      const signal = context.requestAborted;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      aborted.push(signal.aborted);
      await context.response.write('to nobody');
    });
    const socket = server.connect();
    socket.receive(get('/'));
    await settle();
    socket.destroy();
    await settle();
    assert.deepEqual(aborted, [true]);
    assert.deepEqual(server.errors, []);
    assert.equal(server.disposed.length, 1);
    assert.equal(server.connections.count, 0);
  });

  it('does not tell the app of an end that comes after the response', async () => {
    let signal: AbortSignal | undefined;
    const server = new MemoryServer((context) => {
      signal = context.requestAborted;
    });
    const socket = server.connect();
    socket.receive(get('/'));
    await settle();
    socket.destroy();
    await settle();
    assert.equal(signal?.aborted, false);
  });

  it('rejects a read of a body that breaks off', async () => {
    for (const [lines, text, message] of [
      ['Content-Length: 5', 'abc', 'Unexpected end of request content.'],
      ['Transfer-Encoding: chunked', '5\r\nabc', 'Chunked request incomplete.'],
    ] as const) {
      const server = new MemoryServer(async ({ request }) => {
        await request.bytes();
      });
      const socket = server.connect();
      socket.receive(`POST / HTTP/1.1\r\nHost: h\r\n${lines}\r\n\r\n${text}`);
      socket.receiveEnd();
      await settle();
      assert.deepEqual(server.badRequests, [message]);
      assert.match(socket.sent, /^HTTP\/1\.1 400 /);
    }
  });

  it('can be aborted by the app', async () => {
    const server = new MemoryServer((context) => context.abort());
    const socket = server.connect();
    socket.receive(get('/'));
    await settle();
    assert.equal(socket.wasReset, true);
    assert.equal(socket.sent, '');
  });

  it('names itself, its requests and its ends', async () => {
    const seen: unknown[] = [];
    const server = new MemoryServer((context) => {
      seen.push(context.traceIdentifier, context.features.get(IHttpConnectionFeature));
    });
    const socket = server.connect();
    socket.receive(get('/') + get('/'));
    await settle();
    const [first, connection, second] = seen as [string, IHttpConnectionFeature, string];
    assert.match(first, /^[0-9A-V]{13}:00000001$/);
    assert.equal(second, `${first.slice(0, 13)}:00000002`);
    assert.deepEqual(connection, {
      connectionId: first.slice(0, 13),
      remoteIpAddress: '192.0.2.1',
      remotePort: 40000,
      localIpAddress: '192.0.2.2',
      localPort: 80,
    });
  });
});

describe('100-continue', () => {
  const post = 'POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n';
  const reading: TestApp = async ({ request, response }) => {
    await response.write(await request.bytes());
  };

  it('is sent when the app reads', async () => {
    const server = new MemoryServer(reading);
    const socket = server.connect();
    socket.receive(post);
    await settle();
    assert.equal(socket.sent, 'HTTP/1.1 100 Continue\r\n\r\n');
    socket.receive('hello');
    await settle();
    assert.match(socket.sent, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n[^]*hello/);
    assert.equal(socket.writableEnded, false);
  });

  it('is not sent when the body is here already', async () => {
    const outcome = await exchangeBytes([`${post}hello`]);
    assert.deepEqual(outcome.statuses, [200]);
    assert.equal(outcome.isClosed, false);
  });

  it('is not sent when the app does not read, and the connection ends', async () => {
    const server = new MemoryServer(() => undefined);
    const socket = server.connect();
    socket.receive(post);
    await settle();
    assert.match(socket.sent, /^HTTP\/1\.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n/);
    assert.equal(socket.writableEnded, true);
  });

  it('is not sent once the response has started', async () => {
    const server = new MemoryServer(async ({ request, response }) => {
      await response.start();
      await request.bytes();
    });
    const socket = server.connect();
    socket.receive(post);
    await settle();
    assert.doesNotMatch(socket.sent, /100 Continue/);
  });

  it('is not sent for a body that is too large', async () => {
    const { statuses } = await exchangeBytes([post], { maxRequestBodySize: 4 });
    assert.deepEqual(statuses, [413]);
  });

  it('is not sent to HTTP/1.0', async () => {
    const raw = post.replace('HTTP/1.1', 'HTTP/1.0');
    assert.deepEqual((await exchangeBytes([raw])).statuses, []);
  });
});
