import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { describe, it } from 'node:test';
import { brotliDecompressSync, createGunzip, gunzipSync } from 'node:zlib';
import type { RequestDelegate } from '../../../server-runtime/http/requestDelegate.ts';
import { responseCompression } from '../../../server-runtime/middleware/responseCompression/responseCompression.ts';
import { makeFolder, servePipeline } from './servePipeline.ts';

const page = '<p>Hello</p>\n'.repeat(1000);

function answer(headers: Record<string, string>, body = page): RequestDelegate {
  return async ({ response }) => {
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    await response.write(body);
  };
}

describe('Response compression', { timeout: 60_000 }, () => {
  for (const [encoding, decode] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    it(`sends ${encoding} to clients that take it`, async (t) => {
      const end = answer({
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Length': String(page.length),
        ETag: '"1"',
        'Accept-Ranges': 'bytes',
      });
      const site = await servePipeline(t, [responseCompression()], end);
      const { headers, body } = await site.get('/', { headers: { 'Accept-Encoding': encoding } });
      assert.equal(headers['content-encoding'], encoding);
      assert.equal(headers['vary'], 'Accept-Encoding');
      assert.equal(headers['content-length'], undefined);
      assert.equal(headers['etag'], 'W/"1"');
      assert.equal(headers['accept-ranges'], undefined);
      assert.ok(body.length < page.length / 4);
      assert.equal(decode(body).toString(), page);
    });
  }

  for (const [what, headers, body, accept, vary] of [
    ['a client that takes no coding', { 'Content-Type': 'text/html' }, page, 'identity', true],
    ['a client that says nothing', { 'Content-Type': 'text/html' }, page, undefined, true],
    ['a picture', { 'Content-Type': 'image/png' }, page, 'gzip', false],
    ['no type', {}, page, 'gzip', false],
    [
      'what is encoded already',
      { 'Content-Type': 'text/html', 'Content-Encoding': 'x' },
      page,
      'gzip',
      false,
    ],
    [
      'a range',
      { 'Content-Type': 'text/html', 'Content-Range': 'bytes 0-1/2' },
      page,
      'gzip',
      false,
    ],
    [
      'what must not change',
      { 'Content-Type': 'text/html', 'Cache-Control': 'public, no-transform' },
      page,
      'gzip',
      false,
    ],
    [
      'what is known to be small',
      { 'Content-Type': 'text/html', 'Content-Length': '2' },
      'hi',
      'gzip',
      false,
    ],
  ] as const) {
    it(`leaves ${what} as it is`, async (t) => {
      const site = await servePipeline(t, [responseCompression()], answer(headers, body));
      const reply = await site.get('/', {
        headers: accept === undefined ? {} : { 'Accept-Encoding': accept },
      });
      assert.equal(reply.text, body);
      assert.equal(reply.headers['vary'], vary ? 'Accept-Encoding' : undefined);
    });
  }

  it('answers HEAD with the headers of the plain form', async (t) => {
    const site = await servePipeline(t, [responseCompression()], ({ response }) => {
      response.contentType = 'text/html';
      response.contentLength = page.length;
    });
    const { headers } = await site.get('/', {
      method: 'HEAD',
      headers: { 'Accept-Encoding': 'gzip' },
    });
    assert.deepEqual(
      [headers['content-encoding'], headers['content-length']],
      [undefined, String(page.length)],
    );
  });

  it('compresses a file, and does not start when there is none', async (t) => {
    const root = makeFolder(t);
    writeFileSync(path.join(root, 'a.txt'), page);
    const site = await servePipeline(t, [responseCompression()], async ({ request, response }) => {
      response.contentType = 'text/plain';
      try {
        await response.sendFile(path.join(root, request.path), 13);
      } catch {
        response.statusCode = 404;
      }
    });
    const headers = { 'Accept-Encoding': 'gzip' };
    const { body } = await site.get('/a.txt', { headers });
    assert.equal(gunzipSync(body).toString(), page.slice(13));
    assert.equal((await site.get('/b.txt', { headers })).status, 404);
  });

  it('sends each part at once when buffering is off', async (t) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const site = await servePipeline(t, [responseCompression()], async ({ response }) => {
      response.contentType = 'text/plain';
      response.disableBuffering();
      await response.write('first');
      await released;
      await response.write('second');
    });
    const client = request(site.url, { agent: false, headers: { 'Accept-Encoding': 'gzip' } });
    client.end();
    const [message] = (await once(client, 'response')) as [IncomingMessage];
    const plain = message.pipe(createGunzip());
    const [first] = (await once(plain, 'data')) as [Buffer];
    assert.equal(first.toString(), 'first');
    release();
    const [second] = (await once(plain, 'data')) as [Buffer];
    assert.equal(second.toString(), 'second');
  });

  it('sends large answers whole', async (t) => {
    const part = 'x'.repeat(10_000);
    const site = await servePipeline(t, [responseCompression()], async ({ response }) => {
      response.contentType = 'text/plain';
      for (let i = 0; i < 500; i++) await response.write(part + i);
    });
    const { body } = await site.get('/', { headers: { 'Accept-Encoding': 'br' } });
    const expected = Array.from({ length: 500 }, (_, i) => part + i).join('');
    assert.equal(brotliDecompressSync(body).toString(), expected);
  });

  it('sends nothing of an answer that fails before anything was sent', async (t) => {
    const site = await servePipeline(t, [responseCompression()], async ({ response }) => {
      response.contentType = 'text/plain';
      await response.write(page);
      throw new Error('boom');
    });
    const { status, headers, text } = await site.get('/', {
      headers: { 'Accept-Encoding': 'gzip' },
    });
    assert.deepEqual([status, headers['content-encoding'], text], [500, undefined, '']);
  });
});
