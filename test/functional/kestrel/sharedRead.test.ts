import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { IHttpUpgradeFeature } from '../../../server-runtime/http/features/httpUpgradeFeature.ts';
import { RawClient, startKestrel } from '../../support/kestrelApp.ts';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('Reading into a shared buffer', () => {
  it('keeps the bytes of many large bodies at a time apart', async (t) => {
    const { url } = await startKestrel(t, async ({ request, response }) => {
      const kept: Uint8Array[] = [];
      for await (const chunk of request.body) kept.push(chunk);
      await response.write(hash(Buffer.concat(kept)));
    });
    // Sizes around those of the buffers.
    const sizes = [1, 32_767, 65_535, 65_536, 65_537, 200_000, 262_144, 1_000_000];
    await Promise.all(
      [...sizes, ...sizes].map(async (size) => {
        const body = randomBytes(size);
        const response = await fetch(url, {
          method: 'POST',
          body,
          signal: AbortSignal.timeout(20_000),
        });
        assert.equal(await response.text(), hash(body), String(size));
      }),
    );
  });

  it('keeps a head whose rest comes later, whatever others send meanwhile', async (t) => {
    const { port, url } = await startKestrel(t, ({ request, response }) =>
      response.write(`<${request.headers.get('X')}>`),
    );
    const slow = new RawClient(t, port).send('GET / HTTP/1.1\r\nHost: h\r\nX: sl');
    for (let i = 0; i < 5; i++) {
      assert.equal(
        await (await fetch(url, { headers: { X: `other ${i}` } })).text(),
        `<other ${i}>`,
      );
    }
    slow.send('ow\r\n\r\n');
    await slow.until(/<slow>/);
  });

  it('hands a connection over as a stream like any other', async (t) => {
    const { port } = await startKestrel(t, async ({ features }) => {
      const duplex = await features.get(IHttpUpgradeFeature)?.upgrade();
      let size = 0;
      for await (const chunk of duplex ?? []) {
        size += (chunk as Buffer).length;
        if (size === 300_005) duplex?.end(`${size} bytes`);
      }
    });
    const client = new RawClient(t, port);
    client.send('GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nearly');
    await client.until(/101/);
    client.send('a'.repeat(300_000));
    await client.until(/300005 bytes/);
  });
});
