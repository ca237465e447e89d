import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import { describe, it } from 'node:test';
import { IHttpUpgradeFeature } from '../../../server-runtime/http/features/httpUpgradeFeature.ts';
import { MemoryServer, settle, type TestApp } from '../../support/http1/memoryServer.ts';

const get = (path: string, lines = ''): string => `GET ${path} HTTP/1.1\r\nHost: h\r\n${lines}\r\n`;

describe('Upgrade', () => {
  const offer = 'Connection: Upgrade\r\nUpgrade: x\r\n';
  const upgrade: TestApp = async ({ features, response }) => {
    const feature = features.get(IHttpUpgradeFeature);
    assert.ok(feature);
    response.headers.set('Upgrade', 'x');
    const duplex = await feature.upgrade();
    for await (const chunk of duplex as AsyncIterable<Buffer>)
      duplex.write(`<${chunk.toString()}>`);
  };

  it('hands the connection over, with the bytes that came early', async () => {
    const server = new MemoryServer(upgrade);
    const socket = server.connect();
    socket.receive(`${get('/', offer)}early`);
    await settle();
    socket.receive('GET / HTTP/1.1\r\n');
    await settle();
    assert.match(
      socket.sent,
      /^HTTP\/1\.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\nDate: today\r\nServer: test\r\n\r\n<early><GET \/ HTTP\/1\.1\r\n>$/,
    );
    assert.equal(server.upgradeCount, 1);
    socket.receiveEnd();
    await settle();
    assert.equal(socket.destroyed, true);
    assert.equal(server.upgradeCount, 0);
    assert.equal(server.connections.count, 0);
  });

  it('is not disturbed by timeouts', async () => {
    const server = new MemoryServer(upgrade);
    const socket = server.connect();
    socket.receive(get('/', offer));
    await server.pass(300);
    assert.equal(socket.destroyed, false);
  });

  const refused: [string, string, string][] = [
    ['without Connection', 'Upgrade: x\r\n', ''],
    ['without Upgrade', 'Connection: upgrade\r\n', ''],
    ['with a body', `${offer}Content-Length: 7\r\n`, 'content'],
    ['with chunks', `${offer}Transfer-Encoding: chunked\r\n`, '0\r\n\r\n'],
  ];
  for (const [name, lines, body] of refused) {
    it(`is not possible ${name}, and the request is an ordinary one`, async () => {
      const seen: unknown[] = [];
      const server = new MemoryServer(async ({ features, request }) => {
        const feature = features.get(IHttpUpgradeFeature);
        seen.push(feature?.isUpgradableRequest, await request.text());
        await feature?.upgrade();
      });
      const socket = server.connect();
      socket.receive(get('/', lines) + body);
      await settle();
      assert.deepEqual(seen, [false, body === 'content' ? 'content' : '']);
      assert.equal(
        (server.errors[0] as Error).message,
        'Cannot upgrade a non-upgradable request. Check IHttpUpgradeFeature.IsUpgradableRequest to determine if a request can be upgraded.',
      );
    });
  }

  it('is not possible in HTTP/1.0', async () => {
    let isUpgradable: boolean | undefined;
    const server = new MemoryServer(({ features }) => {
      isUpgradable = features.get(IHttpUpgradeFeature)?.isUpgradableRequest;
    });
    server.connect().receive(`GET / HTTP/1.0\r\n${offer}\r\n`);
    await settle();
    assert.equal(isUpgradable, false);
  });

  it('happens once', async () => {
    let second: unknown;
    const server = new MemoryServer(async ({ features, response }) => {
      const feature = features.get(IHttpUpgradeFeature);
      const duplex: Duplex | undefined = await feature?.upgrade();
      await feature?.upgrade().catch((error: unknown) => (second = error));
      assert.throws(() => response.write('x'), {
        message: 'Cannot write to response body after connection has been upgraded.',
      });
      duplex?.end();
    });
    const socket = server.connect();
    socket.receive(get('/', offer));
    await settle();
    assert.equal(
      (second as Error).message,
      'IHttpUpgradeFeature.UpgradeAsync was already called and can only be called once per connection.',
    );
    assert.deepEqual(server.errors, []);
  });

  it('is refused beyond the limit', async () => {
    const server = new MemoryServer(upgrade);
    server.maxUpgrades = 1;
    server.connect().receive(get('/', offer));
    const socket = server.connect();
    socket.receive(get('/', offer));
    await settle();
    assert.equal(
      (server.errors[0] as Error).message,
      'Request cannot be upgraded because the server has already opened the maximum number of upgraded connections.',
    );
    assert.match(socket.sent, /^HTTP\/1\.1 500 /);
  });

  it('is not counted when the response cannot start', async () => {
    const server = new MemoryServer(async (context) => {
      context.response.onStarting(() => {
        throw new Error('Not today.');
      });
      await upgrade(context);
    });
    const socket = server.connect();
    socket.receive(get('/', offer));
    await settle();
    assert.match(socket.sent, /^HTTP\/1\.1 500 /);
    assert.equal(server.upgradeCount, 0);
  });

  it('is not counted when the client has gone meanwhile', async () => {
    const server = new MemoryServer(async (context) => {
      context.response.onStarting(() => settle(4));
      await upgrade(context);
    });
    const socket = server.connect();
    socket.receive(get('/', offer));
    await settle(1);
    socket.destroy();
    await settle(8);
    assert.equal(server.upgradeCount, 0);
  });

  it('waits five seconds for the end of a client when the app is done', async () => {
    const server = new MemoryServer(async ({ features }) => {
      await features.get(IHttpUpgradeFeature)?.upgrade();
    });
    const socket = server.connect();
    socket.receive(get('/', offer));
    await settle();
    assert.equal(socket.writableEnded, true);
    socket.receive('more');
    await server.pass(4);
    assert.equal(socket.destroyed, false);
    await server.pass(1);
    assert.equal(socket.destroyed, true);
    assert.equal(server.upgradeCount, 0);
  });
});
