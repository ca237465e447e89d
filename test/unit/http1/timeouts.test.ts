import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryServer, settle } from '../../support/http1/memoryServer.ts';

const request = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const post = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n';

describe('Timeouts', () => {
  it('close a connection silently that sends nothing', async () => {
    const server = new MemoryServer(() => undefined);
    const socket = server.connect();
    await server.pass(129);
    assert.equal(socket.writableEnded, false);
    await server.pass(2);
    assert.equal(socket.writableEnded, true);
    assert.equal(socket.sent, '');
  });

  it('count the keep-alive time from the response', async () => {
    const server = new MemoryServer(() => undefined);
    const socket = server.connect();
    await server.pass(100);
    socket.receive(request);
    await settle();
    await server.pass(129);
    assert.equal(socket.writableEnded, false);
    await server.pass(2);
    assert.equal(socket.writableEnded, true);
  });

  it('answer 408 when the headers take too long, counted from the first byte', async () => {
    const server = new MemoryServer(() => undefined);
    const socket = server.connect();
    await server.pass(100);
    socket.receive('G');
    await settle();
    for (let i = 0; i < 29; i++) {
      await server.pass(1);
      socket.receive('E');
    }
    assert.equal(socket.sent, '');
    await server.pass(2);
    assert.match(socket.sent, /^HTTP\/1\.1 408 Request Timeout\r\n/);
    assert.equal(socket.writableEnded, true);
    assert.deepEqual(server.badRequests, ['Reading the request headers timed out.']);
  });

  it('do not run while the app is at work', async () => {
    let finish = (): void => undefined;
    const server = new MemoryServer(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const socket = server.connect();
    socket.receive(request);
    await server.pass(200);
    finish();
    await settle();
    assert.match(socket.sent, /^HTTP\/1\.1 200 OK\r\n/);
  });

  it('answer 408 when a body that the app waits for comes too slowly', async () => {
    const server = new MemoryServer(async ({ request: { body } }) => {
      for await (const chunk of body) void chunk;
    });
    const socket = server.connect();
    socket.receive(post);
    await settle();
    for (let i = 0; i < 5; i++) {
      await server.pass(1);
      socket.receive('a'.repeat(100));
    }
    assert.equal(socket.sent, '');
    await server.pass(2);
    assert.match(socket.sent, /^HTTP\/1\.1 408 /);
    assert.equal(socket.writableEnded, true);
  });

  it('let a body that is just fast enough pass', async () => {
    const server = new MemoryServer(async ({ request: { body } }) => {
      for await (const chunk of body) void chunk;
    });
    const socket = server.connect();
    socket.receive(post);
    await settle();
    for (let i = 0; i < 20; i++) {
      socket.receive('a'.repeat(260));
      await server.pass(1);
    }
    assert.equal(socket.sent, '');
  });

  it('do not count a body that the app does not wait for', async () => {
    const server = new MemoryServer(() => new Promise(() => undefined));
    const socket = server.connect();
    socket.receive(post);
    await server.pass(60);
    assert.equal(socket.sent, '');
    assert.equal(socket.destroyed, false);
  });

  it('abort the connection of a client that does not take its response', async () => {
    const server = new MemoryServer(async ({ response }) => {
      await response.write('a'.repeat(100));
    });
    const socket = server.connect();
    socket.isStalled = true;
    socket.receive(request);
    await settle();
    await server.pass(4);
    assert.equal(socket.destroyed, false);
    await server.pass(3);
    assert.equal(socket.wasReset, true);
  });

  it('give a large response the time that it takes at the slowest rate', async () => {
    const server = new MemoryServer(async ({ response }) => {
      await response.write('a'.repeat(24_000));
    });
    const socket = server.connect();
    socket.isStalled = true;
    socket.receive(request);
    await settle();
    await server.pass(99);
    assert.equal(socket.destroyed, false);
    await server.pass(4);
    assert.equal(socket.wasReset, true);
  });

  it('wait five seconds for the rest of a body that the app did not want', async () => {
    const server = new MemoryServer(() => undefined);
    const socket = server.connect();
    socket.receive(post);
    await settle();
    assert.match(socket.sent, /^HTTP\/1\.1 200 OK\r\n/);
    await server.pass(4);
    assert.equal(socket.destroyed, false);
    await server.pass(2);
    assert.equal(socket.destroyed, true);
  });

  it('wait five seconds for the end of a client that was told to go', async () => {
    const server = new MemoryServer(() => undefined);
    const socket = server.connect();
    socket.receive('nonsense\r\n');
    await settle();
    assert.equal(socket.writableEnded, true);
    await server.pass(4);
    assert.equal(socket.destroyed, false);
    await server.pass(2);
    assert.equal(socket.destroyed, true);
    assert.equal(server.connections.count, 0);
  });

  it('are off when the limits say so', async () => {
    const server = new MemoryServer(
      async ({ request: { body }, response }) => {
        await response.write('a');
        for await (const chunk of body) void chunk;
      },
      { minRequestBodyDataRate: null, minResponseDataRate: null },
    );
    const socket = server.connect();
    socket.isStalled = true;
    socket.receive(post);
    await server.pass(300);
    assert.equal(socket.destroyed, false);
  });
});
