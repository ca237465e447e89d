import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RawClient } from './rawClient.ts';
import { nodeWorker, startSite } from './site.ts';

describe('A client that stalls', { timeout: 60_000 }, () => {
  it('in the middle of a head gets 408', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('echo.mjs'), headersTimeout: 1 });
    const client = await RawClient.connect(t, port);
    client.write('GET / HTTP/1.1\r\nHost:');
    assert.match(await client.untilClosed(), /^HTTP\/1\.1 408 /);
  });

  it('in the middle of a body gets 408, and the worker is free of it', async (t) => {
    const { port, url, server } = await startSite(t, {
      worker: nodeWorker('stream.mjs'),
      connectionTimeout: 1,
    });
    const client = await RawClient.connect(t, port);
    client.write('POST /count HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nsome');
    assert.match(await client.untilClosed(), /^HTTP\/1\.1 408 /);
    assert.equal((await fetch(url)).status, 200);
    assert.equal(server.counters.active, 0);
  });

  it('and takes nothing of its answer is given up', async (t) => {
    const { port, server } = await startSite(t, {
      worker: nodeWorker('stream.mjs'),
      connectionTimeout: 1,
    });
    const over = new Promise<number>((resolve) => {
      server.onRequest(({ bytesSent }) => resolve(bytesSent));
    });
    const client = await RawClient.connect(t, port);
    client.socket.pause();
    client.write('GET /endless HTTP/1.1\r\nHost: h\r\n\r\n');
    // What the worker could get rid of is what buffers between the two hold, and no more.
    assert.ok((await over) < 50_000_000);
  });

  it('between requests is let go in silence', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('echo.mjs'), connectionTimeout: 1 });
    const client = await RawClient.connect(t, port);
    assert.equal(await client.untilClosed(), '');
  });
});
