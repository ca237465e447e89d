import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryServer, settle, type TestApp } from '../../support/http1/memoryServer.ts';

const get = (path: string, lines = ''): string => `GET ${path} HTTP/1.1\r\nHost: h\r\n${lines}\r\n`;
const echoPath: TestApp = async ({ request, response }) => {
  response.headers.set('Content-Length', request.path.length);
  await response.write(request.path);
};

describe('Backpressure', () => {
  it('makes the app wait for a client that is slow', async () => {
    let written = 0;
    const server = new MemoryServer(
      async ({ response }) => {
        for (let i = 0; i < 1000; i++) {
          await response.write(Buffer.alloc(16_384));
          written += 16_384;
        }
      },
      { minResponseDataRate: null },
    );
    const socket = server.connect(65_536);
    socket.isStalled = true;
    socket.receive(get('/'));
    await settle(20);
    assert.ok(written <= 131_072, String(written));
    socket.unstall();
    await settle(20);
    assert.equal(written, 1000 * 16_384);
  });

  it('makes the client wait for an app that is slow', async () => {
    let read = (): Promise<unknown> => Promise.resolve();
    const server = new MemoryServer(
      ({ request }) => {
        const reader = request.body.getReader();
        read = () => reader.read();
        return new Promise(() => undefined);
      },
      { maxRequestBufferSize: 50_000 },
    );
    const socket = server.connect();
    socket.receive('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n');
    await settle();
    socket.receive('a'.repeat(49_999));
    await settle();
    assert.equal(socket.isPaused(), false);
    socket.receive('a');
    await settle();
    assert.equal(socket.isPaused(), true);
    await read();
    await read();
    await settle();
    assert.equal(socket.isPaused(), false);
  });

  for (const [name, pieces] of [
    ['in one read', ['1\r\na\r\n'.repeat(10_000)]],
    ['in one read each', Array.from({ length: 10_000 }, () => '1\r\na\r\n')],
  ] as const) {
    it(`joins tiny chunks that wait for the app, when they come ${name}`, async () => {
      const sizes: number[] = [];
      const server = new MemoryServer(async ({ request }) => {
        await new Promise<void>((resolve) => (read = resolve));
        for await (const chunk of request.body) sizes.push(chunk.length);
      });
      let read = (): void => undefined;
      const socket = server.connect();
      socket.receive('POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
      for (const piece of pieces) socket.receive(piece);
      await settle();
      socket.receive('0\r\n\r\n');
      await settle();
      read();
      await settle();
      assert.equal(
        sizes.reduce((sum, size) => sum + size, 0),
        10_000,
      );
      assert.ok(sizes.length <= 3, String(sizes.length));
    });
  }

  it('lets others have their turn while the app writes on and on to a client that is gone', async () => {
    let isEnough = false;
    const server = new MemoryServer(async ({ response }) => {
      while (!isEnough) await response.write('x');
    });
    const socket = server.connect();
    socket.isStalled = true;
    socket.receive(get('/'));
    await settle();
    socket.destroy();
    await settle();
    isEnough = true;
    await settle();
    assert.equal(server.disposed.length, 1);
  });

  it('answers no further requests of a client that does not take its responses', async () => {
    let count = 0;
    const server = new MemoryServer(({ response }) => {
      count++;
      return response.write('a'.repeat(10_000));
    });
    const socket = server.connect(65_536);
    socket.isStalled = true;
    for (let i = 0; i < 100; i++) {
      socket.receive(get('/'));
      await settle(2);
    }
    assert.ok(count <= 10, String(count));
    socket.unstall();
    await settle(1000);
    assert.equal(count, 100);
  });

  it('makes a client wait that sends requests faster than they are answered', async () => {
    const server = new MemoryServer(() => settle(3), { maxRequestBufferSize: 33_000 });
    const socket = server.connect();
    socket.receive(get('/').repeat(2000));
    await settle(1);
    assert.equal(socket.isPaused(), true);
    await settle(9000);
    assert.equal(socket.isPaused(), false);
    assert.equal(socket.sent.split('HTTP/1.1 200').length - 1, 2000);
  });
});

describe('Graceful stop', () => {
  it('ends idle connections at once and the others after their response', async () => {
    const server = new MemoryServer(async (context) => {
      await settle(3);
      await echoPath(context);
    });
    const idle = server.connect();
    const busy = server.connect();
    const reading = server.connect();
    busy.receive(get('/1'));
    reading.receive('GET /2 HT');
    await settle(1);
    const closed = server.connections.close();
    await settle(1);
    assert.equal(idle.writableEnded, true);
    assert.equal(busy.writableEnded, false);
    idle.receiveEnd();
    reading.receive('TP/1.1\r\nHost: h\r\n\r\n');
    await settle(6);
    for (const [socket, text] of [
      [busy, '/1'],
      [reading, '/2'],
    ] as const) {
      assert.match(socket.sent, /\r\nConnection: close\r\n/);
      assert.ok(socket.sent.endsWith(text));
      socket.receiveEnd();
    }
    await closed;
    assert.equal(server.connections.count, 0);
  });

  it('aborts what is left when the time is over', async () => {
    const server = new MemoryServer(() => new Promise(() => undefined));
    const socket = server.connect();
    socket.receive(get('/'));
    await settle();
    const controller = new AbortController();
    const closed = server.connections.close(controller.signal);
    await settle();
    assert.equal(socket.destroyed, false);
    controller.abort();
    await closed;
    assert.equal(socket.wasReset, true);
    assert.deepEqual(server.aborts, ['The server is shutting down.']);
  });
});
