import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  connect,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { describe, it, type TestContext } from 'node:test';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { ITlsHandshakeFeature } from '../../../server-runtime/http/features/tlsHandshakeFeature.ts';
import { startKestrel } from '../../support/kestrelApp.ts';
import { makeCertificate } from '../../support/certificates.ts';

/** A client that knows beforehand that the server speaks HTTP/2. */
function open(t: TestContext, url: string): ClientHttp2Session {
  const session = connect(url, { rejectUnauthorized: false });
  session.on('error', () => undefined);
  session.setTimeout(20_000, () => session.destroy());
  t.after(() => session.destroy());
  return session;
}

interface Answer {
  headers: IncomingHttpHeaders;
  text: string;
}

async function send(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body?: string | Buffer,
): Promise<Answer> {
  const stream = session.request(headers, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  const answered = once(stream, 'response') as Promise<[IncomingHttpHeaders]>;
  let text = '';
  stream.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
  const [answer] = await answered;
  if (!stream.closed) await once(stream, 'close');
  if (stream.rstCode !== 0) throw new Error(`The stream was reset: ${stream.rstCode}`);
  return { headers: answer, text };
}

async function echo({ request, response }: HttpContext): Promise<void> {
  response.headers.set('X-Path', request.path);
  response.headers.set('X-Query', request.queryString);
  response.headers.set('X-Host', request.host);
  response.headers.set('X-Protocol', request.protocol);
  response.headers.append('Set-Cookie', 'a=1');
  response.headers.append('Set-Cookie', 'b=2');
  response.headers.set('Connection', 'keep-alive');
  for await (const chunk of request.body) await response.write(chunk);
}

describe('KestrelServer with HTTP/2', () => {
  it('serves clients that know beforehand, on the port of HTTP/1.1', async (t) => {
    const { url } = await startKestrel(t, echo);
    const session = open(t, url);
    const { headers, text } = await send(
      session,
      { ':path': '/a/../b%20c?d=e', ':method': 'POST' },
      'hello',
    );
    assert.equal(headers[':status'], 200);
    assert.equal(headers['x-path'], '/b c');
    assert.equal(headers['x-query'], '?d=e');
    assert.equal(headers['x-host'], new URL(url).host);
    assert.equal(headers['x-protocol'], 'HTTP/2');
    assert.equal(headers['server'], 'Kestrel');
    assert.ok(headers['date']);
    assert.deepEqual(headers['set-cookie'], ['a=1', 'b=2']);
    assert.equal(headers['connection'], undefined);
    assert.equal(text, 'hello');
    assert.equal(await (await fetch(url, { method: 'POST', body: 'one' })).text(), 'one');
  });

  it('is chosen by ALPN on TLS', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const { url } = await startKestrel(
      t,
      async ({ features, request, response }) => {
        const protocol = features.get(ITlsHandshakeFeature)?.protocol;
        await response.write(`${request.scheme} ${request.protocol} ${protocol}`);
      },
      {
        addresses: ['https://127.0.0.1:0'],
        configure: (options) => (options.https = { cert, key }),
      },
    );
    const { text } = await send(open(t, url), { ':path': '/' });
    assert.equal(text, 'https HTTP/2 TLSv1.3');
  });

  it('serves many requests of one connection at a time', async (t) => {
    const gate = new Deferred();
    let arrived = 0;
    const { url } = await startKestrel(t, async ({ request, response }) => {
      if (++arrived === 50) gate.resolve();
      await gate.promise;
      await response.write(request.path);
    });
    const session = open(t, url);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_value, i) => send(session, { ':path': `/${i}` })),
    );
    assert.deepEqual(
      answers.map(({ text }) => text),
      answers.map((_answer, i) => `/${i}`),
    );
  });

  it('carries large bodies in both directions', async (t) => {
    const { url } = await startKestrel(t, echo);
    const body = Buffer.alloc(3_000_000, 'Kestrel ');
    const { text } = await send(open(t, url), { ':path': '/', ':method': 'POST' }, body);
    assert.equal(text.length, body.length);
  });

  it('answers HEAD and 204 without a body', async (t) => {
    const { url } = await startKestrel(t, ({ request, response }) => {
      if (request.path === '/none') response.statusCode = 204;
      else return response.write('text');
      return undefined;
    });
    const session = open(t, url);
    assert.equal((await send(session, { ':path': '/', ':method': 'HEAD' })).text, '');
    assert.equal((await send(session, { ':path': '/none' })).headers[':status'], 204);
  });

  it('refuses bodies that are too large, and paths that are none', async (t) => {
    const { url } = await startKestrel(t, echo, {
      configure: ({ limits }) => (limits.maxRequestBodySize = 10),
    });
    const session = open(t, url);
    const large = await send(session, { ':path': '/', ':method': 'POST' }, 'a'.repeat(11));
    assert.equal(large.headers[':status'], 413);
    assert.equal((await send(session, { ':path': '/%00' })).headers[':status'], 400);
    assert.equal((await send(session, { ':path': '/' })).headers[':status'], 200);
  });

  it('answers 500 for an app that fails, and resets the stream when it had started', async (t) => {
    const { url, log } = await startKestrel(t, async ({ request, response }) => {
      if (request.path === '/late') await response.write('a');
      throw new Error('no');
    });
    const session = open(t, url);
    assert.equal((await send(session, { ':path': '/' })).headers[':status'], 500);
    await assert.rejects(
      send(session, { ':path': '/late' }),
      /NGHTTP2_INTERNAL_ERROR|was reset: 2/,
    );
    assert.equal(log.lines.filter((line) => line.includes('unhandled exception')).length, 2);
  });

  it('tells the app when the client resets the stream', async (t) => {
    const aborted = new Deferred<boolean>();
    const { url } = await startKestrel(t, async ({ requestAborted, response }) => {
      await response.start();
      await new Promise((resolve) => requestAborted.addEventListener('abort', resolve));
      aborted.resolve(true);
    });
    const stream = open(t, url).request({ ':path': '/' });
    stream.on('error', () => undefined);
    await once(stream, 'response');
    stream.close(8);
    assert.equal(await aborted.promise, true);
  });

  it('finishes what is in flight when the server stops', async (t) => {
    const arrived = new Deferred();
    const gate = new Deferred();
    const { url, server } = await startKestrel(t, async ({ response }) => {
      arrived.resolve();
      await gate.promise;
      await response.write('done');
    });
    const answer = send(open(t, url), { ':path': '/' });
    await arrived.promise;
    const stopped = server.stop();
    gate.resolve();
    assert.equal((await answer).text, 'done');
    await stopped;
  });
});
