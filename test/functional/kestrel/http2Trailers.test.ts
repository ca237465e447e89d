import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  connect,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { describe, it, type TestContext } from 'node:test';
import { IHttpRequestTrailersFeature } from '../../../server-runtime/http/features/httpRequestTrailersFeature.ts';
import { IHttpResponseTrailersFeature } from '../../../server-runtime/http/features/httpResponseTrailersFeature.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { startKestrel } from '../../support/kestrelApp.ts';

/** Sends a request, with a body and trailers where there are any. */
function send(
  t: TestContext,
  url: string,
  headers: OutgoingHttpHeaders,
  trailers?: OutgoingHttpHeaders,
): ClientHttp2Stream {
  const session = connect(url);
  session.on('error', () => undefined);
  session.setTimeout(20_000, () => session.destroy());
  t.after(() => session.destroy());
  const hasBody = trailers !== undefined;
  const stream = session.request(headers, { endStream: !hasBody, waitForTrailers: hasBody });
  stream.on('error', () => undefined);
  stream.on('wantTrailers', () => stream.sendTrailers(trailers ?? {}));
  if (hasBody) stream.end('body');
  return stream;
}

interface Answer {
  status: number | undefined;
  text: string;
  trailers: IncomingHttpHeaders | undefined;
}

async function receive(stream: ClientHttp2Stream): Promise<Answer> {
  const answer: Answer = { status: undefined, text: '', trailers: undefined };
  stream.on('response', (headers) => (answer.status = headers[':status']));
  stream.on('trailers', (trailers) => (answer.trailers = trailers));
  stream.setEncoding('utf8').on('data', (chunk: string) => (answer.text += chunk));
  await once(stream, 'close');
  assert.equal(stream.rstCode, 0);
  return answer;
}

async function echoTrailers({ features, request, response }: HttpContext): Promise<void> {
  const feature = features.get(IHttpRequestTrailersFeature) ?? assert.fail();
  if (request.method === 'POST') {
    assert.equal(feature.isAvailable, false);
    assert.throws(() => feature.trailers, /not available yet/);
  }
  for await (const chunk of request.body) await response.write(chunk);
  assert.equal(feature.isAvailable, true);
  await response.write(JSON.stringify([...feature.trailers]));
}

describe('Trailers over HTTP/2 on KestrelServer', { timeout: 60_000 }, () => {
  it('of a request are there once the body is read', async (t) => {
    const { url } = await startKestrel(t, echoTrailers);
    const post = { ':path': '/', ':method': 'POST' };
    const some = await receive(send(t, url, post, { 'x-sum': 'abc', 'x-more': 'def' }));
    assert.equal(some.text, 'body[["x-sum","abc"],["x-more","def"]]');
    assert.equal((await receive(send(t, url, post, {}))).text, 'body[]');
    assert.equal((await receive(send(t, url, { ':path': '/' }))).text, '[]');
  });

  it('of a request that would change the message are refused', async (t) => {
    const { url } = await startKestrel(t, async ({ request, response }) => {
      for await (const chunk of request.body) assert.ok(chunk);
      await response.write('not refused');
    });
    const post = { ':path': '/', ':method': 'POST' };
    assert.equal((await receive(send(t, url, post, { host: 'other' }))).status, 400);
  });

  it('of a response follow its body', async (t) => {
    const { url } = await startKestrel(t, async ({ features, response }) => {
      const { trailers } = features.get(IHttpResponseTrailersFeature) ?? assert.fail();
      await response.write('text');
      trailers.set('X-Sum', 'abc');
      trailers.append('X-Many', '1');
      trailers.append('X-Many', '2');
      trailers.set('Connection', 'close');
      trailers.set('Content-Length', '5');
      await response.complete();
      assert.throws(() => trailers.set('X-Late', '1'), /read-only/);
    });
    const answer = await receive(send(t, url, { ':path': '/' }));
    assert.equal(answer.text, 'text');
    assert.deepEqual(Object.entries(answer.trailers ?? {}), [
      ['x-sum', 'abc'],
      ['x-many', '1, 2'],
    ]);
    // With a body that nobody reads.
    const post = await receive(send(t, url, { ':path': '/', ':method': 'POST' }, {}));
    assert.equal(post.trailers?.['x-sum'], 'abc');
  });

  it('of a response without a body are not sent', async (t) => {
    const { url } = await startKestrel(t, ({ features, response }) => {
      features.get(IHttpResponseTrailersFeature)?.trailers.set('X-Sum', 'abc');
      response.statusCode = 204;
    });
    const { status, trailers } = await receive(send(t, url, { ':path': '/' }));
    assert.equal(status, 204);
    assert.equal(trailers, undefined);
  });

  it('of a response wait for a client that reads slowly', async (t) => {
    const { url } = await startKestrel(t, async ({ features, response }) => {
      features.get(IHttpResponseTrailersFeature)?.trailers.set('X-Sum', 'abc');
      await response.write(Buffer.alloc(2_000_000, 'a'));
    });
    const stream = send(t, url, { ':path': '/' });
    await once(stream, 'response');
    const { text, trailers } = await receive(stream);
    assert.equal(text.length, 2_000_000);
    assert.equal(trailers?.['x-sum'], 'abc');
  });
});
