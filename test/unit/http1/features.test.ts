import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { featureKey } from '../../../server-runtime/http/featureKey.ts';
import { IHttpRequestBodyDetectionFeature } from '../../../server-runtime/http/features/httpRequestBodyDetectionFeature.ts';
import { IHttpRequestTrailersFeature } from '../../../server-runtime/http/features/httpRequestTrailersFeature.ts';
import { IHttpUpgradeFeature } from '../../../server-runtime/http/features/httpUpgradeFeature.ts';
import { ITlsConnectionFeature } from '../../../server-runtime/http/features/tlsConnectionFeature.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { MemoryServer, settle } from '../../support/http1/memoryServer.ts';

async function serve(
  raw: string,
  app: (context: HttpContext) => Promise<void> | void,
): Promise<void> {
  const server = new MemoryServer(app);
  server.connect().receive(raw);
  await settle();
  assert.deepEqual(server.errors, []);
}

const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
const chunked =
  'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nX: y\r\nx: z\r\n\r\n';

describe('Features of a request', () => {
  it('are none of TLS on a plain connection', async () => {
    await serve(get, ({ features }) => {
      assert.equal(features.get(ITlsConnectionFeature), undefined);
      const keys = [...features].map(([key]) => key);
      assert.ok(keys.includes(IHttpUpgradeFeature) && !keys.includes(ITlsConnectionFeature));
    });
  });

  it('can be taken out and replaced, for this request alone', async () => {
    const key = featureKey<{ value: number }>('IOwnFeature');
    const seen: unknown[] = [];
    await serve(get + get, ({ features }) => {
      seen.push(features.get(key), features.get(IHttpUpgradeFeature) !== undefined);
      const { revision } = features;
      features.set(key, { value: 1 });
      features.set(IHttpUpgradeFeature, null);
      seen.push(features.get(key)?.value, features.get(IHttpUpgradeFeature));
      assert.equal(features.revision, revision + 2);
    });
    assert.deepEqual(seen, [undefined, true, 1, undefined, undefined, true, 1, undefined]);
  });

  it('tell whether there can be a body', async () => {
    for (const [raw, expected] of [
      [get, false],
      [chunked, true],
    ] as const) {
      await serve(raw, ({ features }) => {
        assert.equal(features.get(IHttpRequestBodyDetectionFeature)?.canHaveBody, expected);
      });
    }
  });

  it('hold the trailers once the body has been read', async () => {
    await serve(chunked, async ({ features, request }) => {
      const feature = features.get(IHttpRequestTrailersFeature);
      assert.equal(feature?.isAvailable, false);
      assert.throws(() => feature?.trailers, /read the body to its end first/);
      await request.bytes();
      assert.equal(feature?.isAvailable, true);
      assert.deepEqual(
        [...(feature?.trailers ?? [])],
        [
          ['X', 'y'],
          ['x', 'z'],
        ],
      );
    });
    await serve(get, ({ features }) => {
      const feature = features.get(IHttpRequestTrailersFeature);
      assert.equal(feature?.isAvailable, true);
      assert.deepEqual([...(feature?.trailers ?? [])], []);
    });
  });
});

describe('Host of a request', () => {
  async function hostOf(raw: string, isOverridden: boolean): Promise<string> {
    const hosts: string[] = [];
    const server = new MemoryServer(({ request }) => void hosts.push(request.host));
    server.allowHostHeaderOverride = isOverridden;
    const socket = server.connect();
    socket.receive(raw);
    await settle();
    return hosts[0] ?? socket.sent.slice(0, 12);
  }

  it('is that of the target when the options say so, whatever the field says', async () => {
    const raw = 'GET http://a:81/ HTTP/1.1\r\nX: y\r\nhost: b\r\n\r\n';
    assert.equal(await hostOf(raw, false), 'HTTP/1.1 400');
    assert.equal(await hostOf(raw, true), 'a:81');
  });

  it('is checked all the same', async () => {
    for (const raw of [
      'GET http://a/ HTTP/1.1\r\nHost: b=c\r\n\r\n',
      'GET http://a/ HTTP/1.1\r\n\r\n',
      'CONNECT a:1 HTTP/1.1\r\nHost: b:1\r\n\r\n',
    ]) {
      assert.equal(await hostOf(raw, true), 'HTTP/1.1 400');
    }
  });
});
