import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, describe, it } from 'node:test';
import { ControlMethods } from '../../../server-runtime/contracts/controlMessages.ts';
import { type FailureTexts, failureWords } from '../../../server-runtime/contracts/failureWords.ts';
import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { FakeEditor } from './fakeEditor.ts';
import { get, getText } from './get.ts';
import { type HostRun, startHost } from './hostRun.ts';
import { launchSettings, makeProject, nodeServer, startupAnswering } from './makeProject.ts';
import { freePort, holdPort, isAlive } from './processes.ts';

const settingsFile = path.join('Properties', 'launchSettings.json');
const node = JSON.stringify(process.execPath).slice(1, -1);

function driven(t: TestContext, project: string, editor: FakeEditor, ...args: string[]): HostRun {
  return startHost(t, ['run', '--project', project, ...args], { env: editor.env });
}

const selfHosted = (t: TestContext): string =>
  makeProject(t, {
    'startup.mjs': startupAnswering('x'),
    [settingsFile]: launchSettings({
      web: { commandName: 'Project', applicationUrl: 'http://127.0.0.1:0' },
    }),
  });

describe('The control channel', () => {
  it('tells the life of a self-hosted app', async (t) => {
    const editor = new FakeEditor(t);
    const host = driven(t, selfHosted(t), editor);
    const address = await host.listening();
    await editor.until(() => editor.states().includes('listening'), 'it listens');
    const [hello] = editor.of(ControlMethods.hello);
    assert.deepEqual(hello, { token: 'right', pid: host.pid, protocol: 1 });
    assert.deepEqual(editor.heard[0]?.method, ControlMethods.hello);
    assert.deepEqual(editor.of(ControlMethods.addresses), [{ addresses: [address] }]);
    assert.deepEqual(editor.of(ControlMethods.process)[0], {
      event: 'started',
      pid: host.pid,
      role: 'host',
      runtime: 'node',
      name: 'node',
    });
    await editor.connection!.sendRequest(ControlMethods.stop);
    assert.equal((await host.end()).code, 0);
    await editor.until(() => editor.states().at(-1) === 'stopped', 'it stopped');
    assert.deepEqual(editor.states(), ['starting', 'listening', 'stopping', 'stopped']);
    assert.deepEqual(editor.of(ControlMethods.addresses).at(-1), { addresses: [] });
  });

  it('tells where an app listens by now, when its configuration has changed', async (t) => {
    const editor = new FakeEditor(t);
    const endpoints = (...names: string[]): string => {
      const own = names.map((name) => [name, { Url: 'http://127.0.0.1:0' }]);
      return JSON.stringify({ Kestrel: { Endpoints: Object.fromEntries(own) } });
    };
    const project = makeProject(t, {
      'program.mjs': `
        import { ConfigurationBuilder, WebHostBuilder } from '@server-profiles/runtime';
        export async function main() {
          const configuration = new ConfigurationBuilder()
            .addJsonFile(process.cwd() + '/appsettings.json', { reloadOnChange: true }).build();
          return new WebHostBuilder()
            .useKestrel((options) => options.configure(configuration.getSection('Kestrel')))
            .configure((app) => app.run(({ response }) => response.write('x'))).build().run();
        }`,
      'appsettings.json': endpoints('A'),
      [settingsFile]: launchSettings({ web: { commandName: 'Project' } }),
    });
    driven(t, project, editor);
    const told = (): string[] =>
      (editor.of(ControlMethods.addresses).at(-1)?.['addresses'] as string[] | undefined) ?? [];
    await editor.until(() => told().length === 1, 'it listens');
    const [first] = told();
    writeFileSync(path.join(project, 'appsettings.json'), endpoints('A', 'B'));
    await editor.until(() => told().length === 2, 'it listens on both');
    assert.equal(told()[0], first);
    assert.equal(await getText(told()[1]!), 'x');
    writeFileSync(path.join(project, 'appsettings.json'), endpoints('B'));
    await editor.until(() => told().length === 1, 'it listens on the second');
    assert.notEqual(told()[0], first);
    assert.deepEqual(editor.states(), ['starting', 'listening']);
  });

  it('tells of the worker behind the proxied server, with its address', async (t) => {
    const editor = new FakeEditor(t);
    const port = await freePort();
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('x'),
      [settingsFile]: launchSettings(
        { express: { commandName: 'IISExpress' } },
        { iisSettings: { iisExpress: { applicationUrl: `http://127.0.0.1:${port}` } } },
      ),
    });
    const host = driven(t, project, editor);
    await editor.until(() => editor.states().includes('listening'), 'it listens');
    const worker = editor.of(ControlMethods.process).find(({ event }) => event === 'listening');
    assert.equal(worker?.['role'], 'worker');
    assert.equal(worker['runtime'], 'node');
    assert.notEqual(worker['pid'], host.pid);
    assert.match(String(worker['address']), /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(editor.of(ControlMethods.addresses), [
      { addresses: [`http://127.0.0.1:${port}`] },
    ]);
  });

  it('tells what a program was told that goes on and does not listen, and goes on itself', async (t) => {
    const editor = new FakeEditor(t);
    const project = makeProject(t, {
      'late.cjs': `
        const timer = setInterval(() => {
          if (!require('node:fs').existsSync('go')) return;
          clearInterval(timer);
          require('node:http').createServer().listen(0, '127.0.0.1');
        }, 20);`,
      [settingsFile]: launchSettings({
        late: {
          ...{ commandName: 'Executable', executablePath: process.execPath },
          ...{ commandLineArgs: 'late.cjs', applicationUrl: 'http://127.0.0.1:9' },
        },
      }),
    });
    const host = driven(t, project, editor);
    const said = (): Record<string, unknown>[] => editor.of(ControlMethods.failure);
    await editor.until(() => said().length > 0, 'it is told');
    assert.deepEqual(editor.states(), ['starting']);
    assert.equal(said()[0]?.['code'], 'does-not-listen');
    assert.match(String(said()[0]?.['help']), /expected on http:\/\/127\.0\.0\.1:9/);
    assert.equal(host.stderr, '');
    writeFileSync(path.join(project, 'go'), '');
    await editor.until(() => editor.states().includes('listening'), 'it listens after all');
    assert.equal(said().length, 1);
  });

  it('ends the launch when it closes, as when the editor is gone', async (t) => {
    const editor = new FakeEditor(t);
    const host = driven(t, selfHosted(t), editor);
    await host.listening();
    await editor.until(() => editor.states().includes('listening'), 'it listens');
    editor.socket!.destroy();
    assert.equal((await host.end()).code, 0);
  });

  it('ends the launch when the editor does not know the token', async (t) => {
    const editor = new FakeEditor(t, { token: 'wrong' });
    const host = driven(t, selfHosted(t), editor);
    await host.end();
    assert.deepEqual(editor.states(), []);
  });

  it('carries failures: the code, the message, the output, what would help', async (t) => {
    const editor = new FakeEditor(t);
    const port = await holdPort(t);
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('x'),
      [settingsFile]: launchSettings({
        web: { commandName: 'Project', applicationUrl: `http://127.0.0.1:${port}` },
      }),
    });
    const host = driven(t, project, editor);
    assert.equal((await host.end()).code, 1);
    await editor.until(() => editor.states().at(-1) === 'failed', 'it failed');
    const [failure, ...others] = editor.of(ControlMethods.failure);
    assert.equal(others.length, 0);
    assert.equal(failure?.['code'], 'address-in-use');
    assert.match(String(failure['message']), new RegExp(`^Port ${port} is in use by `));
    assert.equal((failure['help'] as string[]).length, 1);
    const texts = failure['texts'] as FailureTexts;
    assert.deepEqual(failureWords(texts.message, texts.help), {
      message: failure['message'],
      help: failure['help'],
      texts,
    });
    assert.match((texts.message as LocalizableText).template, /^Port \{0\} is in use by /);
  });

  it('tells of an app that did not start while its web host answers with the error', async (t) => {
    const editor = new FakeEditor(t);
    const project = makeProject(t, {
      'program.mjs': `import { WebHostBuilder } from '@server-profiles/runtime';
export const main = () => new WebHostBuilder().useKestrel().useUrls('http://127.0.0.1:0')
  .captureStartupErrors(true).configure(() => { throw new Error('not today'); }).build().run();
`,
    });
    const host = driven(t, project, editor);
    const address = await host.listening();
    assert.equal((await get(address)).status, 500);
    await editor.until(() => editor.states().at(-1) === 'degraded', 'it is degraded');
    const [failure] = editor.of(ControlMethods.failure);
    assert.equal(failure?.['code'], 'startup-threw');
    assert.match(String(failure['message']), /not today \(program\.mjs:3:/);
  });

  it('carries usage errors too', async (t) => {
    const editor = new FakeEditor(t);
    const host = driven(t, path.join(tmpdir(), 'no-such-folder-here'), editor);
    assert.equal((await host.end()).code, 2);
    await editor.until(() => editor.states().at(-1) === 'failed', 'it failed');
    assert.equal(editor.of(ControlMethods.failure)[0]?.['code'], 'usage');
  });

  it('restarts a program that is a process of its own, and says so of one that is not', async (t) => {
    const editor = new FakeEditor(t);
    const project = makeProject(t, {
      'server.cjs': nodeServer,
      [settingsFile]: launchSettings({
        tool: { commandName: 'Executable', executablePath: node, commandLineArgs: 'server.cjs' },
      }),
    });
    driven(t, project, editor);
    await editor.until(() => editor.states().includes('listening'), 'it listens');
    const started = () =>
      editor
        .of(ControlMethods.process)
        .filter(({ event, role }) => event === 'started' && role === 'app');
    const [first] = started();
    assert.equal(await editor.connection!.sendRequest(ControlMethods.restart), true);
    await editor.until(() => started().length === 2, 'it started again');
    assert.equal(await isAlive(Number(first?.['pid'])), false);
    await editor.until(() => editor.states().length === 4, 'it listens again');
    assert.deepEqual(editor.states(), ['starting', 'listening', 'starting', 'listening']);

    const other = new FakeEditor(t);
    await driven(t, selfHosted(t), other).listening();
    await other.until(() => other.states().includes('listening'), 'it listens');
    assert.equal(await other.connection!.sendRequest(ControlMethods.restart), false);
  });

  it('gets the last output of a program that a terminal has shown', async (t) => {
    const editor = new FakeEditor(t);
    const project = makeProject(t, {
      [settingsFile]: launchSettings({
        tool: {
          commandName: 'Executable',
          executablePath: node,
          commandLineArgs: `-e "console.log('so far'); process.exit(3)"`,
        },
      }),
    });
    const { stdout, stderr } = await driven(t, project, editor).end();
    assert.match(stdout, /^so far\n/);
    assert.doesNotMatch(stderr, /so far/);
    await editor.until(() => editor.states().at(-1) === 'failed', 'it failed');
    assert.deepEqual(editor.of(ControlMethods.failure)[0]?.['output'], ['so far']);
  });

  it('is never passed on to the app', async (t) => {
    const project = makeProject(t, {
      'program.mjs': `export const main = () => {
  console.log(Object.keys(process.env).filter((name) => name.startsWith('SERVER_PROFILES_')).length);
};
`,
    });
    const host = driven(t, project, new FakeEditor(t));
    assert.equal((await host.end()).stdout, '0\n');
  });
});
