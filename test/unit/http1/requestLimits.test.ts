import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IHttpMaxRequestBodySizeFeature } from '../../../server-runtime/http/features/httpMaxRequestBodySizeFeature.ts';
import { allSplits, exchangeBytes } from '../../support/http1/exchangeBytes.ts';
import { MemoryServer, settle } from '../../support/http1/memoryServer.ts';

async function statusOf(raw: string, limits: object): Promise<number | undefined> {
  return (await exchangeBytes([raw], limits)).statuses[0];
}

const host = 'Host: h\r\n';

describe('Request limits', () => {
  it('accept a request line of exactly the limit, and answer 414 to one byte more', async () => {
    const line = 'GET / HTTP/1.1\r\n';
    const raw = `${line}${host}\r\n`;
    assert.equal(await statusOf(raw, { maxRequestLineSize: line.length }), 200);
    for (const pieces of allSplits(raw)) {
      const { statuses } = await exchangeBytes(pieces, { maxRequestLineSize: line.length - 1 });
      assert.deepEqual(statuses, [414]);
    }
  });

  it('answer 414 to a request line that never ends', async () => {
    const outcome = await exchangeBytes([`GET /${'a'.repeat(5000)}`, 'a'.repeat(5000)]);
    assert.deepEqual(outcome.statuses, [414]);
    assert.ok(outcome.isClosed);
  });

  it('do not count empty lines before the request line', async () => {
    const line = 'GET / HTTP/1.1\r\n';
    const raw = `${'\r\n'.repeat(50)}${line}${host}\r\n`;
    assert.equal(await statusOf(raw, { maxRequestLineSize: line.length }), 200);
  });

  it('accept headers of exactly the total size, and answer 431 to one byte more', async () => {
    const fields = `${host}X: 0123456789\r\n`;
    const raw = `GET / HTTP/1.1\r\n${fields}\r\n`;
    assert.equal(await statusOf(raw, { maxRequestHeadersTotalSize: fields.length }), 200);
    for (const pieces of allSplits(raw)) {
      const limits = { maxRequestHeadersTotalSize: fields.length - 1 };
      assert.deepEqual((await exchangeBytes(pieces, limits)).statuses, [431]);
    }
  });

  it('answer 431 to a header that never ends', async () => {
    const start = `GET / HTTP/1.1\r\n${host}X: `;
    const outcome = await exchangeBytes([start, 'a'.repeat(20_000), 'a'.repeat(20_000)]);
    assert.deepEqual(outcome.statuses, [431]);
  });

  it('accept as many headers as there may be, and answer 431 to one more', async () => {
    const lines = (count: number): string =>
      `GET / HTTP/1.1\r\n${host}${'X: y\r\n'.repeat(count - 1)}\r\n`;
    assert.equal(await statusOf(lines(100), {}), 200);
    assert.equal(await statusOf(lines(101), {}), 431);
  });

  it('count trailers as headers', async () => {
    const raw = (trailers: number): string =>
      `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n${'X: y\r\n'.repeat(trailers)}\r\n`;
    assert.equal(await statusOf(raw(3), { maxRequestHeaderCount: 5 }), 200);
    assert.equal(await statusOf(raw(4), { maxRequestHeaderCount: 5 }), 431);
    const size = `${host}Transfer-Encoding: chunked\r\nX: y\r\n`.length;
    assert.equal(await statusOf(raw(1), { maxRequestHeadersTotalSize: size }), 200);
    assert.equal(await statusOf(raw(1), { maxRequestHeadersTotalSize: size - 1 }), 431);
  });

  it('answer 413 to a body whose length is too large, when the app reads it', async () => {
    const raw = `POST / HTTP/1.1\r\n${host}Content-Length: 11\r\n\r\n`;
    const outcome = await exchangeBytes([raw], { maxRequestBodySize: 10 });
    assert.deepEqual(outcome.statuses, [413]);
    assert.ok(outcome.isClosed);
    assert.deepEqual(outcome.badRequests, [
      'Request body too large. The max request body size is 10 bytes.',
    ]);
  });

  it('count the framing of chunks, but not the trailers', async () => {
    const start = `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`;
    const body = '5\r\nhello\r\n0\r\n';
    const raw = `${start}${body}X: y\r\n\r\n`;
    assert.equal(await statusOf(raw, { maxRequestBodySize: body.length }), 200);
    for (const pieces of allSplits(raw)) {
      const limits = { maxRequestBodySize: body.length - 1 };
      assert.deepEqual((await exchangeBytes(pieces, limits)).statuses, [413]);
    }
  });

  it('let the app change the limit of a body until it reads', async () => {
    const seen: unknown[] = [];
    const server = new MemoryServer(
      async (context) => {
        const feature = context.features.get(IHttpMaxRequestBodySizeFeature);
        assert.ok(feature);
        seen.push(feature.maxRequestBodySize, feature.isReadOnly);
        feature.maxRequestBodySize = null;
        seen.push(await context.request.text(), feature.isReadOnly);
        feature.maxRequestBodySize = 5;
      },
      { maxRequestBodySize: 2 },
    );
    const socket = server.connect();
    socket.receive(`POST / HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`);
    await settle();
    assert.deepEqual(seen, [2, false, 'hello', true]);
    assert.match(String(server.errors[0]), /cannot be modified after the app has already started/);
  });
});
