import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type ClientHttp2Session, type OutgoingHttpHeaders } from 'node:http2';
import { describe, it, type TestContext } from 'node:test';
import { IBadRequestExceptionFeature } from '../../../server-runtime/http/features/badRequestExceptionFeature.ts';
import { IConnectionIdFeature } from '../../../server-runtime/http/features/connectionIdFeature.ts';
import { IConnectionLifetimeFeature } from '../../../server-runtime/http/features/connectionLifetimeFeature.ts';
import { IPersistentStateFeature } from '../../../server-runtime/http/features/persistentStateFeature.ts';
import { startKestrel, type KestrelApp } from '../../support/kestrelApp.ts';

function open(t: TestContext, url: string): ClientHttp2Session {
  const session = connect(url);
  session.on('error', () => undefined);
  session.setTimeout(20_000, () => session.destroy());
  t.after(() => session.destroy());
  return session;
}

/** Status and body of the answer. Rejects when the stream is reset. */
async function get(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders = {},
): Promise<{ status: number; text: string }> {
  const stream = session.request(headers);
  let status = 0;
  let text = '';
  stream.on('response', (answer) => (status = answer[':status'] ?? 0));
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(stream, 'close');
  return { status, text };
}

function badRequestsOf({ log }: KestrelApp): string[] {
  return log.lines.flatMap((line) => /bad request data: "(.*)"$/.exec(line)?.[1] ?? []);
}

describe('Requests of HTTP/2 on KestrelServer', { timeout: 60_000 }, () => {
  for (const [name, headers, message] of [
    [
      'another scheme than that of the connection',
      { ':scheme': 'https' },
      "The request :scheme header 'https' does not match the transport scheme 'http'.",
    ],
    ['an authority that is none', { ':authority': 'a=b' }, "Invalid Host header: 'a=b'"],
    ['a port that is none', { ':authority': 'a:b' }, "Invalid Host header: 'a:b'"],
    ['a fragment', { ':path': '/a#b' }, "Invalid request target: '/a#b'"],
    ['bytes outside of ASCII', { ':path': '/\xe5' }, "Invalid request target: '/\\xE5'"],
    ['an escaped NUL', { ':path': '/%00' }, "Invalid request target: '/%00'"],
  ] as const) {
    it(`are refused with ${name}`, async (t) => {
      const app = await startKestrel(t, () => assert.fail('the app was called'));
      const { status, text } = await get(open(t, app.url), headers);
      assert.equal(status, 400);
      assert.equal(text, '');
      assert.deepEqual(badRequestsOf(app), [message]);
    });
  }

  for (const [name, headers] of [
    ['user information in the authority', { ':authority': 'a@b' }],
    ['a path that is relative', { ':path': 'a' }],
    ['* for another method than OPTIONS', { ':path': '*' }],
    ['a field of the connection', { 'transfer-encoding': 'chunked' }],
    ['a length that is no number', { 'content-length': 'x' }],
    ['another length than that of the body', { 'content-length': '3' }],
  ] as const) {
    it(`are reset with ${name}`, async (t) => {
      const { url } = await startKestrel(t, () => assert.fail('the app was called'));
      await assert.rejects(get(open(t, url), headers), /PROTOCOL_ERROR|INVALID_CONNECTION_HEADERS/);
    });
  }

  it('may have another scheme when the options say so', async (t) => {
    const { url } = await startKestrel(
      t,
      ({ request, response }) => response.write(request.scheme),
      {
        configure: (options) => (options.allowAlternateSchemes = true),
      },
    );
    assert.equal((await get(open(t, url), { ':scheme': 'https' })).text, 'https');
  });

  it('have one Cookie, however many fields the client made of it', async (t) => {
    const { url } = await startKestrel(t, ({ request, response }) =>
      response.write(JSON.stringify([request.headers.getAll('Cookie'), [...request.cookies]])),
    );
    const { text } = await get(open(t, url), { cookie: ['a=1', 'b=2'] });
    assert.deepEqual(JSON.parse(text), [
      ['a=1; b=2'],
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ]);
  });

  it('share what is known of their connection', async (t) => {
    const { url } = await startKestrel(t, ({ features, traceIdentifier, response }) => {
      const state = features.get(IPersistentStateFeature)?.state ?? assert.fail();
      const count = Number(state.get('count') ?? 0) + 1;
      state.set('count', count);
      const id = features.get(IConnectionIdFeature)?.connectionId ?? assert.fail();
      assert.ok(traceIdentifier.startsWith(`${id}:`));
      return response.write(String(count));
    });
    const session = open(t, url);
    assert.equal((await get(session)).text, '1');
    assert.equal((await get(session)).text, '2');
    assert.equal((await get(open(t, url))).text, '1');
  });

  it('tell what is wrong with their body', async (t) => {
    const errors: unknown[] = [];
    const { url } = await startKestrel(
      t,
      async ({ features, request }) => {
        const feature = features.get(IBadRequestExceptionFeature);
        errors.push(feature?.error);
        await request.bytes().catch(() => undefined);
        errors.push(feature?.error?.message);
      },
      { configure: ({ limits }) => (limits.maxRequestBodySize = 2) },
    );
    const stream = open(t, url).request({ ':method': 'POST' });
    stream
      .on('error', () => undefined)
      .resume()
      .end('too much');
    await once(stream, 'close');
    const message = 'Request body too large. The max request body size is 2 bytes.';
    assert.deepEqual(errors, [undefined, message]);
  });

  it('tell when their connection has ended', async (t) => {
    let closed: AbortSignal | undefined;
    const { url } = await startKestrel(t, ({ features }) => {
      closed = features.get(IConnectionLifetimeFeature)?.connectionClosed;
    });
    const session = open(t, url);
    await get(session);
    assert.ok(closed);
    assert.equal(closed.aborted, false);
    session.close();
    if (!closed.aborted) await once(closed, 'abort');
  });
});

describe('Responses of HTTP/2 on KestrelServer', { timeout: 60_000 }, () => {
  const errorOf = ({ log }: KestrelApp): string =>
    String(log.entries.find(({ error }) => error)?.error);

  for (const [name, statusCode, length, text, message] of [
    ['a status that has none', 204, undefined, 'a', /invalid for responses with status code 204/],
    ['more than the app has said', 200, 3, 'abcd', /too many bytes written \(4 of 3\)/],
    ['a length that its status has not', 205, 3, '', /too few bytes written \(0 of 3\)/],
    ['nothing of what the app has said', 200, 3, '', /too few bytes written \(0 of 3\)/],
  ] as const) {
    it(`are a 500 without a body when it is one of ${name}`, async (t) => {
      const app = await startKestrel(t, ({ response }) => {
        response.statusCode = statusCode;
        response.contentLength = length;
        return text === '' ? undefined : response.write(text);
      });
      assert.deepEqual(await get(open(t, app.url)), { status: 500, text: '' });
      assert.match(errorOf(app), message);
    });
  }

  for (const [name, text, message] of [
    ['more', 'cd', /too many bytes written \(4 of 3\)/],
    ['less', '', /too few bytes written \(2 of 3\)/],
  ] as const) {
    it(`are reset when the app has begun and writes ${name} than it said`, async (t) => {
      const app = await startKestrel(t, async ({ response }) => {
        response.contentLength = 3;
        await response.write('ab');
        if (text !== '') await response.write(text);
      });
      await assert.rejects(get(open(t, app.url)), /INTERNAL_ERROR/);
      assert.match(errorOf(app), message);
    });
  }

  it('may say for HEAD how long they would be', async (t) => {
    const { url } = await startKestrel(t, ({ response }) => {
      response.contentLength = 3;
    });
    assert.deepEqual(await get(open(t, url), { ':method': 'HEAD' }), { status: 200, text: '' });
  });
});
