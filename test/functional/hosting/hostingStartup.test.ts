import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { LogLevel, TestServer, WebHostBuilder } from '../../../server-runtime/index.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';

function createFiles(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hosting-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function hostingStartup(calls: string): string {
  return `exports.HostingStartup = class { configure(builder) { ${calls} } };\n`;
}

async function serve(
  t: TestContext,
  contentRoot: string,
  configure: (builder: WebHostBuilder) => void,
): Promise<{ builder: WebHostBuilder; log: RecordingLoggerProvider; text: string }> {
  const log = new RecordingLoggerProvider();
  const builder = new WebHostBuilder()
    .useContentRoot(contentRoot)
    .configureLogging((logging) => logging.addProvider(log).setMinimumLevel(LogLevel.debug))
    .configure((app) =>
      app.run(async ({ response, requestServices }) =>
        response.write(requestServices.get<string>('greeting') ?? 'none'),
      ),
    );
  configure(builder);
  const server = await TestServer.create(builder);
  t.after(() => server[Symbol.asyncDispose]());
  return { builder, log, text: (await server.send()).text };
}

describe('hosting startups', { timeout: 60_000 }, () => {
  it('configure the host before the app does', async (t) => {
    const folder = createFiles(t, {
      'first.cjs': hostingStartup(
        "builder.useSetting('a', 'startup').useSetting('b', 'startup').configureServices((s) => s.addInstance('greeting', 'hi'));",
      ),
    });
    const { builder, log, text } = await serve(t, folder, (target) =>
      target.useSetting('hostingStartupAssemblies', './first.cjs').useSetting('b', 'app'),
    );
    assert.equal(text, 'hi');
    assert.equal(builder.getSetting('a'), 'startup');
    assert.equal(builder.getSetting('b'), 'app', 'the app has the last word');
    assert.ok(log.lines.includes('debug: Loaded hosting startup assembly ./first.cjs'));
  });

  it('run in the order of the list', async (t) => {
    const append = (text: string): string =>
      hostingStartup(`builder.useSetting('seen', (builder.getSetting('seen') ?? '') + '${text}');`);
    const folder = createFiles(t, { 'b.cjs': append('b'), 'a.cjs': append('a') });
    const { builder } = await serve(t, folder, (target) =>
      target.useSetting('hostingStartupAssemblies', './b.cjs;./a.cjs'),
    );
    assert.equal(builder.getSetting('seen'), 'ba');
  });

  it('are found as packages of the app', async (t) => {
    const folder = createFiles(t, {
      'node_modules/extra/index.js': hostingStartup(
        "builder.configureServices((s) => s.addInstance('greeting', 'package'));",
      ),
    });
    const { text } = await serve(t, folder, (target) =>
      target.useSetting('hostingStartupAssemblies', 'extra'),
    );
    assert.equal(text, 'package');
  });

  it('stop nothing when they fail', async (t) => {
    const folder = createFiles(t, { 'broken.cjs': hostingStartup("throw new Error('broken');") });
    const { log, text } = await serve(t, folder, (target) =>
      target.useSetting('hostingStartupAssemblies', './broken.cjs;./missing'),
    );
    assert.equal(text, 'none');
    const errors = log.entries.filter(({ eventId }) => eventId === 11);
    assert.deepEqual(
      errors.map(({ error }) => (error as Error).message),
      ['./broken.cjs', './missing'].map(
        (name) =>
          `Startup assembly ${name} failed to execute. See the inner exception for more details.`,
      ),
    );
    const [first] = errors.map(({ error }) => (error as Error).cause as Error);
    assert.equal(first?.message, 'broken');
  });

  it('run once, with a warning when listed twice, and not when excluded or prevented', async (t) => {
    const folder = createFiles(t, {
      'one.cjs': hostingStartup(
        "builder.useSetting('one', (builder.getSetting('one') ?? '') + 'x');",
      ),
      'two.cjs': hostingStartup("builder.useSetting('two', 'x');"),
    });
    const { builder, log } = await serve(t, folder, (target) =>
      target
        .useSetting('hostingStartupAssemblies', './one.cjs;./ONE.cjs;./two.cjs')
        .useSetting('hostingStartupExcludeAssemblies', './Two.cjs'),
    );
    assert.equal(builder.getSetting('one'), 'x');
    assert.equal(builder.getSetting('two'), undefined);
    assert.ok(
      log.lines.includes(
        'warning: The assembly ./ONE.cjs was specified multiple times. Hosting startup assemblies should only be specified once.',
      ),
    );
    const prevented = await serve(t, folder, (target) =>
      target
        .useSetting('hostingStartupAssemblies', './one.cjs')
        .useSetting('preventHostingStartup', 'true'),
    );
    assert.equal(prevented.builder.getSetting('one'), undefined);
  });
});
