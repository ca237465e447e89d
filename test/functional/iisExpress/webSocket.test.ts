import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WebSocket as Client } from 'ws';
import { RawClient } from './rawClient.ts';
import { nodeWorker, startSite } from './site.ts';

const handshake =
  'GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';

function opened(socket: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
}

function message(socket: Client): Promise<string> {
  return new Promise((resolve) => {
    socket.once('message', (data: Buffer) => resolve(data.toString()));
  });
}

describe('WebSockets', { timeout: 60_000 }, () => {
  it('go through, both ways, and close in order', async (t) => {
    const { server, url } = await startSite(t, { worker: nodeWorker('webSockets.mjs') });
    const socket = new Client(url.replace('http', 'ws'));
    t.after(() => socket.terminate());
    await opened(socket);
    const echo = message(socket);
    socket.send('hello');
    assert.equal(await echo, 'hello');
    const large = message(socket);
    socket.send('x'.repeat(1_000_000));
    assert.equal((await large).length, 1_000_000);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.close(4000);
    assert.equal(await closed, 4000);
    assert.equal(server.counters.webSockets, 1);
  });

  it('may begin with the bytes that follow the handshake at once', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const client = await RawClient.connect(t, port);
    client.write(`${handshake}early bytes`);
    await client.until(/\r\n\r\nearly bytes/);
  });

  it('are answered by the worker when it will not have them', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const client = await RawClient.connect(t, port);
    client.write(handshake);
    const answer = await client.until(/"target":"\/ws"/);
    assert.match(answer, /^HTTP\/1\.1 200 OK/);
    client.write('GET /next HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.until(/"target":"\/next"/);
  });

  it('are the only upgrade that is passed on', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const client = await RawClient.connect(t, port);
    client.write(
      'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
    );
    const answer = await client.until(/"body":""\}/);
    assert.doesNotMatch(answer.toLowerCase(), /h2c|http2-settings/);
  });

  it('end when the worker dies', async (t) => {
    const { url, events } = await startSite(t, { worker: nodeWorker('webSockets.mjs') });
    const socket = new Client(url.replace('http', 'ws'));
    await opened(socket);
    const started = events.find((event) => event.type === 'worker');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    if (started?.type === 'worker') process.kill(started.pid, 'SIGKILL');
    await closed;
  });

  it('do not keep the site from stopping', async (t) => {
    const { server, url } = await startSite(t, { worker: nodeWorker('webSockets.mjs') });
    const socket = new Client(url.replace('http', 'ws'));
    await opened(socket);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await server.stop();
    // The worker was asked to stop, and said goodbye itself.
    assert.equal(await closed, 1001);
  });

  it('can be a thousand at a time', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('webSockets.mjs') });
    const sockets = Array.from({ length: 1000 }, () => new Client(url.replace('http', 'ws')));
    t.after(() => sockets.forEach((socket) => socket.terminate()));
    await Promise.all(sockets.map(opened));
    const echoes = sockets.map(message);
    for (const [index, socket] of sockets.entries()) socket.send(`hello ${index}`);
    assert.deepEqual(
      await Promise.all(echoes),
      sockets.map((_, index) => `hello ${index}`),
    );
  });
});
