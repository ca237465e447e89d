import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, describe, it } from 'node:test';
import { createCertificate } from './certificates.ts';
import { maskedFrame, openSession, openWebSocket, statusOf } from './http2WebSocketClient.ts';
import { type TestSite, nodeWorker, startSite } from './site.ts';

async function startHttps(t: TestContext, worker: string): Promise<TestSite> {
  return startSite(t, {
    urls: ['https://127.0.0.1:0'],
    certificate: createCertificate('site'),
    worker: nodeWorker(worker),
  });
}

const closeFrame = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]);

describe('WebSockets over HTTP/2', { timeout: 60_000 }, () => {
  it('are WebSockets over HTTP/1.1 to the worker', async (t) => {
    const { server, url } = await startHttps(t, 'webSockets.mjs');
    const session = await openSession(t, url);
    assert.equal(session.remoteSettings.enableConnectProtocol, true);
    const [one, two] = [openWebSocket(session), openWebSocket(session)];
    // Without waiting for the answer: what comes early waits.
    one.write(maskedFrame('early'));
    assert.deepEqual(await Promise.all([statusOf(one), statusOf(two)]), [200, 200]);
    const [echo] = (await once(one, 'data')) as [Buffer];
    assert.deepEqual(echo, Buffer.from('\x81\x05early', 'latin1'));
    two.write(maskedFrame('hello'));
    const [other] = (await once(two, 'data')) as [Buffer];
    assert.deepEqual(other, Buffer.from('\x81\x05hello', 'latin1'));
    for (const stream of [one, two]) {
      const closed = once(stream, 'close');
      stream.write(closeFrame);
      await closed;
      assert.equal(stream.rstCode, 0);
    }
    assert.equal(server.counters.webSockets, 2);
    assert.equal(server.counters.active, 0);
  });

  it('end at the worker when the client goes', async (t) => {
    const { server, url } = await startHttps(t, 'webSockets.mjs');
    const session = await openSession(t, url);
    const stream = openWebSocket(session);
    await statusOf(stream);
    const over = new Promise((resolve) => server.onRequest(resolve));
    session.destroy();
    await over;
    assert.equal(server.counters.active, 0);
  });

  it('are refused by 502 when the worker answers as if nobody had asked', async (t) => {
    const { url } = await startHttps(t, 'raw.mjs');
    const session = await openSession(t, url);
    assert.equal(await statusOf(openWebSocket(session)), 502);
  });

  it('are refused by 502 when the worker does not answer the key', async (t) => {
    const { url } = await startHttps(t, 'echo.mjs');
    const session = await openSession(t, url);
    assert.equal(await statusOf(openWebSocket(session)), 502);
  });

  it('are refused as the worker refuses them', async (t) => {
    const { url } = await startHttps(t, 'webSockets.mjs');
    const session = await openSession(t, url);
    const stream = openWebSocket(session, '/forbidden');
    const closed = once(stream, 'close');
    assert.equal(await statusOf(stream), 403);
    stream.resume();
    await closed;
  });

  it('are the only thing that CONNECT opens', async (t) => {
    const { url } = await startHttps(t, 'webSockets.mjs');
    const session = await openSession(t, url);
    const stream = session.request({
      ':method': 'CONNECT',
      ':protocol': 'connect-udp',
      ':path': '/',
    });
    assert.equal(await statusOf(stream), 405);
  });
});
