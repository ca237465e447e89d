import assert from 'node:assert/strict';
import { connect } from 'node:http2';
import { describe, it, type TestContext } from 'node:test';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { createCertificate } from '../../support/certificate.ts';
import { RawClient, startKestrel } from '../../support/kestrelApp.ts';

const request = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

/** A client that asks and then takes nothing. */
type Asker = (t: TestContext, port: number) => void;

const askers: Readonly<Record<string, Asker>> = {
  'HTTP/1.1': (t, port) => {
    new RawClient(t, port).send(request).socket.pause();
  },
  'HTTP/1.1 over TLS': (t, port) => {
    const options = { ALPNProtocols: ['http/1.1'], rejectUnauthorized: false };
    const socket: TLSSocket = connectTls(port, '127.0.0.1', options, () => socket.write(request));
    t.after(() => socket.destroy());
    socket.on('error', () => undefined);
  },
  'HTTP/2': (t, port) => {
    const session = connect(`http://127.0.0.1:${port}`, { settings: { initialWindowSize: 0 } });
    t.after(() => session.destroy());
    session.on('error', () => undefined);
    session.request().on('error', () => undefined);
  },
};

/** How the writes of one response went: `now`, or `later` for those that have to be waited for. */
async function write(
  t: TestContext,
  ask: Asker,
  isTls: boolean,
  maxResponseBufferSize: number | null,
  sizes: readonly number[],
): Promise<string[]> {
  const results = new Deferred<string[]>();
  const { cert, key } = await createCertificate();
  const { port } = await startKestrel(
    t,
    ({ response }) => {
      const waits = sizes.map((size) => response.write(Buffer.alloc(size)));
      for (const wait of waits) wait?.catch(() => undefined);
      results.resolve(waits.map((wait) => (wait === undefined ? 'now' : 'later')));
    },
    {
      addresses: [`${isTls ? 'https' : 'http'}://127.0.0.1:0`],
      configure: (options) => {
        options.limits.maxResponseBufferSize = maxResponseBufferSize;
        options.https = { cert: Buffer.from(cert), key: Buffer.from(key) };
      },
    },
  );
  ask(t, port);
  return results.promise;
}

describe('maxResponseBufferSize', { timeout: 60_000 }, () => {
  for (const [name, ask] of Object.entries(askers)) {
    const isTls = name.endsWith('TLS');

    it(`has each write wait that the system does not take at once when it is 0, ${name}`, async (t) => {
      const sizes = [8_000_000, 1];
      assert.deepEqual(await write(t, ask, isTls, 0, sizes), ['later', 'later']);
    });

    it(`has writes wait beyond a small one, ${name}`, async (t) => {
      const sizes = [10, 8_000_000, 1];
      assert.deepEqual(await write(t, ask, isTls, 1000, sizes), ['now', 'later', 'later']);
    });

    it(`has writes wait beyond it, ${name}`, async (t) => {
      const sizes = [1000, 100_000, 1];
      assert.deepEqual(await write(t, ask, isTls, 65_536, sizes), ['now', 'later', 'later']);
    });

    it(`has no write wait when it is null, ${name}`, async (t) => {
      const sizes = [1000, 1_000_000, 1];
      assert.deepEqual(await write(t, ask, isTls, null, sizes), ['now', 'now', 'now']);
    });
  }
});
