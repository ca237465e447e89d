import assert from 'node:assert/strict';
import { connect, constants, type ClientHttp2Session } from 'node:http2';
import { describe, it, type TestContext } from 'node:test';
import { IHttp2StreamIdFeature } from '../../../server-runtime/http/features/http2StreamIdFeature.ts';
import { IHttpResetFeature } from '../../../server-runtime/http/features/httpResetFeature.ts';
import { startKestrel } from '../../support/kestrelApp.ts';

function open(t: TestContext, url: string): ClientHttp2Session {
  const session = connect(url);
  session.on('error', () => undefined);
  session.setTimeout(20_000, () => session.destroy());
  t.after(() => session.destroy());
  return session;
}

/** Sends a request. Resolves with the code that its stream ended with, and its id. */
async function send(session: ClientHttp2Session, path: string): Promise<[number, number]> {
  const stream = session.request({ ':path': path });
  stream.on('error', () => undefined).resume();
  // Not by `once`, which rejects for the error of a reset.
  await new Promise((resolve) => stream.on('close', resolve));
  return [stream.rstCode, stream.id ?? 0];
}

describe('IHttpResetFeature', { timeout: 60_000 }, () => {
  it('ends one stream with a code, before the response and in it', async (t) => {
    const aborted: boolean[] = [];
    const { url, log } = await startKestrel(t, async (context) => {
      const { features, request, response } = context;
      if (request.path === '/') return;
      const feature = features.get(IHttpResetFeature) ?? assert.fail();
      if (request.path === '/late') await response.write('text');
      const signal = context.requestAborted;
      feature.reset(constants.NGHTTP2_ENHANCE_YOUR_CALM);
      aborted.push(signal.aborted);
      // To nobody.
      await response.write('more');
    });
    const session = open(t, url);
    const calm = constants.NGHTTP2_ENHANCE_YOUR_CALM;
    assert.equal((await send(session, '/early'))[0], calm);
    assert.equal((await send(session, '/late'))[0], calm);
    assert.equal((await send(session, '/'))[0], constants.NGHTTP2_NO_ERROR);
    assert.deepEqual(aborted, [true, true]);
    assert.ok(!log.lines.some((line) => line.includes('unhandled exception')));
  });

  it('refuses codes that are none', async (t) => {
    const { url } = await startKestrel(t, ({ features }) => {
      const feature = features.get(IHttpResetFeature) ?? assert.fail();
      for (const code of [-1, 2 ** 32, 0.5]) assert.throws(() => feature.reset(code), RangeError);
    });
    assert.equal((await send(open(t, url), '/'))[0], constants.NGHTTP2_NO_ERROR);
  });
});

describe('IHttp2StreamIdFeature', { timeout: 60_000 }, () => {
  it('names the stream', async (t) => {
    const found: (number | undefined)[] = [];
    const { url } = await startKestrel(t, ({ features }) => {
      found.push(features.get(IHttp2StreamIdFeature)?.streamId);
    });
    const session = open(t, url);
    const ids = [await send(session, '/'), await send(session, '/')].map(([, id]) => id);
    assert.deepEqual(found, ids);
    assert.notEqual(ids[0], ids[1]);
  });
});
