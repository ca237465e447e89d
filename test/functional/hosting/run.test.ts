import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';

const face = new URL('../../../server-runtime/index.ts', import.meta.url).href;

interface App {
  process: ChildProcess;
  folder: string;
  /** What was written to stdout so far. */
  output: () => string;
  errors: () => string;
  /** Resolves with the output once it holds a text. */
  waitFor: (text: string) => Promise<string>;
  exit: Promise<[code: number | null, signal: string | null]>;
}

/** Runs a program that may use everything of the runtime. */
function runApp(t: TestContext, source: string, env: Record<string, string> = {}): App {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'run-')));
  t.after(() => rmSync(folder, { recursive: true }));
  const program = `import * as runtime from ${JSON.stringify(face)};\nconst { WebHostBuilder, IHostedService } = runtime;\n${source}`;
  writeFileSync(join(folder, 'program.mjs'), program);
  const app = spawn(process.execPath, ['program.mjs'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ASPNETCORE_URLS: 'http://127.0.0.1:0', ...env },
  });
  t.after(() => app.kill('SIGKILL'));
  let output = '';
  let errors = '';
  app.stdout.on('data', (data: Buffer) => (output += data.toString()));
  app.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exit = once(app, 'close') as App['exit'];
  return {
    process: app,
    folder,
    output: () => output,
    errors: () => errors,
    exit,
    async waitFor(text) {
      while (!output.includes(text)) {
        await Promise.race([once(app.stdout, 'data'), exit.then(() => assert.fail(errors))]);
      }
      return output;
    },
  };
}

const hello = `const builder = new WebHostBuilder().useKestrel().configure((app) => app.run(({ response }) => response.write('hello')));\n`;
const runIt = `${hello}process.exitCode = await builder.build().run();\n`;
const started = 'Application started. Press Ctrl+C to shut down.\n';

describe('run', { skip: process.platform === 'win32', timeout: 60_000 }, () => {
  it('prints where it listens, in the order of old', async (t) => {
    const app = runApp(t, runIt, { ASPNETCORE_ENVIRONMENT: 'Staging' });
    const output = await app.waitFor(started);
    assert.match(
      output,
      new RegExp(
        `^Hosting environment: Staging\nContent root path: ${app.folder}\nNow listening on: (http://127\\.0\\.0\\.1:[1-9]\\d*)\nApplication started\\. Press Ctrl\\+C to shut down\\.\n$`,
      ),
    );
    const address = /Now listening on: (.*)/.exec(output)?.[1] ?? assert.fail();
    assert.equal(await (await fetch(address)).text(), 'hello');
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`stops gracefully on ${signal}, with exit code 0`, async (t) => {
      const app = runApp(t, runIt);
      await app.waitFor(started);
      app.process.kill(signal);
      assert.deepEqual(await app.exit, [0, null]);
      assert.ok(app.output().endsWith('Application is shutting down...\n'));
    });
  }

  it('ends at once on a second signal', async (t) => {
    const app = runApp(
      t,
      `${hello}builder.configureServices((services) => services.addInstance(IHostedService, {
        start() {},
        stop: () => new Promise(() => console.log('takes its time')),
      }));
      process.exitCode = await builder.build().run();`,
    );
    await app.waitFor(started);
    app.process.kill('SIGINT');
    await app.waitFor('takes its time\n');
    app.process.kill('SIGINT');
    assert.deepEqual(await app.exit, [130, null]);
  });

  it('waits no longer than the shutdown timeout', async (t) => {
    const app = runApp(
      t,
      `${hello}builder.useShutdownTimeout(1).configureServices((services) => services.addInstance(IHostedService, {
        start() {},
        stop: () => new Promise(() => {}),
      }));
      await builder.build().run();`,
      { ASPNETCORE_SHUTDOWNTIMEOUTSECONDS: '60' },
    );
    await app.waitFor(started);
    app.process.kill('SIGINT');
    assert.deepEqual(await app.exit, [1, null]);
    assert.match(app.errors(), /did not stop within the shutdown timeout/);
  });

  it('stops when the app asks for it', async (t) => {
    const app = runApp(
      t,
      `${hello}const host = builder.build();
      host.services.get(runtime.IApplicationLifetime).applicationStarted.register(() =>
        setImmediate(() => host.services.get(runtime.IApplicationLifetime).stopApplication()));
      process.exitCode = await host.run();`,
    );
    assert.deepEqual(await app.exit, [0, null]);
    assert.match(app.output(), /Application started/);
  });

  it('stops with the signal that it was given, and does not speak of Ctrl+C then', async (t) => {
    const app = runApp(
      t,
      `${hello}const controller = new AbortController();
      process.stdin.once('data', () => { controller.abort(); process.stdin.destroy(); });
      process.exitCode = await builder.build().run(controller.signal);`,
    );
    const output = await app.waitFor('Now listening on: ');
    assert.doesNotMatch(output, /Ctrl\+C/);
    app.process.stdin?.write('stop\n');
    assert.deepEqual(await app.exit, [0, null]);
  });

  it('prints nothing when it is to be quiet', async (t) => {
    const app = runApp(
      t,
      `${hello}builder.suppressStatusMessages();
      const host = builder.build();
      host.services.get(runtime.IApplicationLifetime).applicationStarted.register(() =>
        setImmediate(() => process.kill(process.pid, 'SIGTERM')));
      process.exitCode = await host.run();`,
      { 'Hosting:Environment': 'Testing' },
    );
    assert.deepEqual(await app.exit, [0, null]);
    assert.equal(app.output(), '');
  });

  it('prints the startup error that it captures, and serves', async (t) => {
    const app = runApp(
      t,
      `const builder = new WebHostBuilder().useKestrel().captureStartupErrors().configure(() => { throw new Error('broken'); });
      process.exitCode = await builder.build().run();`,
    );
    const output = await app.waitFor(started);
    assert.match(output, /^Application startup exception: Error: broken\n {4}at /);
  });

  it('fails as a program does when the app does not start', async (t) => {
    const app = runApp(
      t,
      `await new WebHostBuilder().useKestrel().configure(() => { throw new Error('broken'); }).build().run();`,
    );
    assert.deepEqual(await app.exit, [1, null]);
    assert.match(app.errors(), /Error: broken/);
    assert.equal(app.output(), '');
  });

  it('speaks of obsolete environment variables', async (t) => {
    const app = runApp(t, runIt, { 'Hosting:Environment': 'Testing' });
    const output = await app.waitFor(started);
    assert.match(
      output,
      /^The environment variable 'Hosting:Environment' is obsolete and has been replaced with 'ASPNETCORE_ENVIRONMENT'\nHosting environment: Testing\n/,
    );
  });
});
