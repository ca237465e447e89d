import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebHostBuilder } from '../../../server-runtime/index.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
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

for (const use of ['useKestrel', 'useNodeHttp'] as const) {
  describe(`A client that goes away mid-response (${use})`, { timeout: 60_000 }, () => {
    it('aborts the request, ends the app, and leaves nothing behind', async (t) => {
      const log = new RecordingLoggerProvider();
      let aborted = 0;
      let completed = 0;
      let finished = 0;
      const all = new Deferred();
      const contexts: WeakRef<object>[] = [];
      const builder = new WebHostBuilder();
      builder[use]()
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
      const { host, address } = await listen(t, builder);
      for (let i = 0; i < rounds; i++) {
        const socket = connect(Number(new URL(address).port), '127.0.0.1');
        socket.on('error', () => undefined);
        socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
        await once(socket, 'data');
        // Half of them by a reset, half by an orderly end.
        if (i % 2 === 0) socket.resetAndDestroy();
        else socket.destroy();
      }
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
  });
}
