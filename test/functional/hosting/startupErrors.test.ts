import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  LogLevel,
  TestServer,
  WebHostBuilder,
  type ApplicationBuilder,
} from '../../../server-runtime/index.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';

describe('startup errors', { timeout: 60_000 }, () => {
  const failing = (app: ApplicationBuilder): void => {
    assert.ok(app);
    throw new Error('the <b>app</b> is broken');
  };

  it('come out of the start', async () => {
    const host = new WebHostBuilder().useNodeHttp().configure(failing).build();
    await assert.rejects(host.start(), { message: 'the <b>app</b> is broken' });
    await host.dispose();
  });

  it('are shown by the server when they are captured, without details', async (t) => {
    const log = new RecordingLoggerProvider();
    const server = await TestServer.create(
      new WebHostBuilder()
        .captureStartupErrors()
        .suppressStatusMessages()
        .configureLogging((logging) => logging.addProvider(log))
        .configure(failing),
    );
    t.after(() => server[Symbol.asyncDispose]());
    const response = await server.send();
    assert.equal(response.statusCode, 500);
    assert.equal(response.headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.equal(response.headers.get('Cache-Control'), 'no-cache,no-store');
    assert.equal(response.headers.get('Pragma'), 'no-cache');
    assert.doesNotMatch(response.text, /broken/);
    assert.ok(log.lines.includes('critical: Application startup exception'));
    assert.equal(log.entries.find(({ eventId }) => eventId === 6)?.level, LogLevel.critical);
  });

  for (const [name, builder] of [
    ['in Development', () => new WebHostBuilder().useEnvironment('Development')],
    ['with detailedErrors', () => new WebHostBuilder().useSetting('detailedErrors', '1')],
  ] as const) {
    it(`are shown with their source ${name}`, async (t) => {
      const server = await TestServer.create(
        builder().captureStartupErrors().suppressStatusMessages().configure(failing),
      );
      t.after(() => server[Symbol.asyncDispose]());
      const { text } = await server.send();
      assert.match(text, /the &lt;b&gt;app&lt;\/b&gt; is broken/);
      assert.match(text, /<mark>.*throw new Error\(/);
      assert.match(text, /startupErrors\.test\.ts/);
    });
  }

  const capturing = (): WebHostBuilder =>
    new WebHostBuilder()
      .useEnvironment('Development')
      .captureStartupErrors()
      .suppressStatusMessages();

  it('are shown too when configureServices throws', async (t) => {
    class Startup {
      configureServices(): void {
        throw new Error('no services');
      }
      configure(): void {
        assert.fail('called');
      }
    }
    assert.throws(() => new WebHostBuilder().useStartup(Startup).build(), {
      message: 'no services',
    });
    const server = await TestServer.create(capturing().useStartup(Startup));
    t.after(() => server[Symbol.asyncDispose]());
    assert.match((await server.send()).text, /Error: no services/);
  });

  it('are shown too when the startup module is missing', async (t) => {
    const server = await TestServer.create(capturing().useStartup('missing.ts'));
    t.after(() => server[Symbol.asyncDispose]());
    assert.match(
      (await server.send()).text,
      /The startup module .*missing\.ts.* could not be found/,
    );
  });

  it('do not hide that there is no server', async () => {
    const host = capturing().configure(failing).build();
    await assert.rejects(host.start(), /No server has been configured/);
    await host.dispose();
  });
});
