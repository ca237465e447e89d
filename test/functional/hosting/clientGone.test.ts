import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebHostBuilder } from '../../../server-runtime/index.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { createCertificate } from '../../support/certificate.ts';
import { listen } from '../../support/listen.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';

/** A scoped service that counts how many of it there are. */
class Resource {
  static open = 0;

  constructor() {
    Resource.open++;
  }

  dispose(): void {
    Resource.open--;
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const rounds = 50;
const chunk = 'x'.repeat(64 * 1024);

/** Asks for a response, and goes away in the middle of it: by a reset, or in order. */
async function comeAndGo(address: string, isReset: boolean): Promise<void> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await once(socket, 'data');
  if (isReset) socket.resetAndDestroy();
  else socket.destroy();
}

/** The same over HTTP/2: the client resets its stream, or its connection ends. */
async function comeAndGoByHttp2(address: string, isReset: boolean): Promise<void> {
  const session = connectHttp2(address, { rejectUnauthorized: false });
  session.on('error', () => undefined);
  const stream = session.request();
  stream.on('error', () => undefined);
  await once(stream, 'data');
  if (isReset) {
    stream.close(constants.NGHTTP2_CANCEL);
    await once(stream, 'close');
  }
  session.destroy();
}

const certificate = await createCertificate();

const cases: [
  name: string,
  scheme: string,
  use: (builder: WebHostBuilder) => WebHostBuilder,
  come: (address: string, isReset: boolean) => Promise<void>,
][] = [
  ['Kestrel', 'http', (builder) => builder.useKestrel(), comeAndGo],
  ['Kestrel, HTTP/2', 'http', (builder) => builder.useKestrel(), comeAndGoByHttp2],
  [
    'Kestrel, HTTP/2 over TLS',
    'https',
    (builder) =>
      builder.useKestrel((options) => {
        options.https = { cert: Buffer.from(certificate.cert), key: Buffer.from(certificate.key) };
      }),
    comeAndGoByHttp2,
  ],
  ['node:http', 'http', (builder) => builder.useNodeHttp(), comeAndGo],
];

for (const [name, scheme, use, come] of cases) {
  describe(`A client that goes away mid-response (${name})`, { timeout: 60_000 }, () => {
    it('aborts the request, ends the app, and leaves nothing behind', async (t) => {
      const log = new RecordingLoggerProvider();
      let aborted = 0;
      let completed = 0;
      let finished = 0;
      const all = new Deferred();
      const contexts: WeakRef<object>[] = [];
      const builder = use(new WebHostBuilder())
        .configureLogging((logging) => logging.addProvider(log))
        .configureServices((services) => services.addScoped(Resource))
        .configure((app) =>
          app.run(async (context) => {
            const { requestAborted, requestServices, response } = context;
            contexts.push(new WeakRef(context));
            requestServices.getRequired(Resource);
            response.onCompleted(() => void completed++);
            requestAborted.addEventListener('abort', () => aborted++);
            try {
              while (!requestAborted.aborted) await response.write(chunk);
            } finally {
              if (++finished === rounds) all.resolve();
            }
          }),
        );
      const { host, address } = await listen(t, builder, `${scheme}://127.0.0.1:0`);
      for (let i = 0; i < rounds; i++) await come(address, i % 2 === 0);
      await all.promise;
      // Waits for the requests to be over: nothing is left to be aborted.
      await host.stop();
      assert.equal(aborted, rounds);
      assert.equal(completed, rounds);
      assert.equal(Resource.open, 0);
      assert.deepEqual(
        log.lines.filter((line) => /^(warning|error|critical)/.test(line)),
        [],
      );
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      const left = contexts.filter((context) => context.deref()).length;
      assert.ok(left < rounds / 10, `${left} of ${rounds} contexts are still there`);
    });

    it('is not read the rest of a file for', async (t) => {
      if (process.platform === 'win32') return t.skip('a file with holes needs more than truncate');
      const folder = mkdtempSync(join(tmpdir(), 'gone-'));
      t.after(() => rmSync(folder, { recursive: true }));
      const path = join(folder, 'large.bin');
      writeFileSync(path, '');
      // To read all of it takes hours.
      truncateSync(path, 2 ** 40);
      const sent = new Deferred();
      const builder = use(new WebHostBuilder()).configure((app) =>
        app.run(({ response }) => response.sendFile(path).finally(() => sent.resolve())),
      );
      const { address } = await listen(t, builder, `${scheme}://127.0.0.1:0`);
      await come(address, false);
      await sent.promise;
    });
  });
}
