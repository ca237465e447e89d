import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryServer, settle, type TestApp } from '../../support/http1/memoryServer.ts';
import type { MemorySocket } from '../../support/http1/memorySocket.ts';

interface Answer {
  server: MemoryServer;
  socket: MemorySocket;
}

async function answer(app: TestApp): Promise<Answer> {
  const server = new MemoryServer(app);
  const socket = server.connect();
  socket.receive('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await settle();
  return { server, socket };
}

describe('Response without a body', () => {
  for (const status of [100, 101, 103]) {
    it(`ends the connection when its status is ${status}, as no other response may follow`, async () => {
      const { socket } = await answer(({ response }) => {
        response.statusCode = status;
        response.headers.set('Connection', 'keep-alive');
      });
      assert.match(socket.sent, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.equal(socket.writableEnded, true);
    });
  }

  for (const status of [204, 205]) {
    it(`is not sent when it promises a body that a ${status} has not`, async () => {
      for (const isStarted of [false, true]) {
        const { server, socket } = await answer(async ({ response }) => {
          response.statusCode = status;
          response.headers.set('Content-Length', 5);
          if (isStarted) await response.start();
        });
        assert.match(socket.sent, /^HTTP\/1\.1 500 /);
        assert.match(String(server.errors[0]), /too few bytes written \(0 of 5\)/);
      }
    });
  }
});
