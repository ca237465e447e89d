import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  HostProcess,
  inheritedEnvironment,
  nodeRuntime,
  typeStrippingOption,
} from '../../../extension/platform/node/hostProcess.ts';

/** Runs a script as if it were the host. */
async function start(t: TestContext, script: string, args: string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'host-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const hostPath = join(folder, 'host.cjs');
  await writeFile(hostPath, script);
  let output = '';
  const said = Promise.withResolvers<void>();
  const host = new HostProcess({
    node: { path: process.execPath, env: {} },
    hostPath,
    args,
    cwd: folder,
    env: { GREETING: 'hello' },
    onOutput: (text) => {
      output += text;
      said.resolve();
    },
  });
  t.after(() => host.kill());
  return { host, said: said.promise, output: () => output };
}

describe('HostProcess', () => {
  it('passes arguments and environment on, and what is written back', async (t) => {
    const script = 'console.log(process.env.GREETING, process.argv[2]); console.error("über");';
    const { host, output } = await start(t, script, ['there']);
    const { exitCode, output: lines } = await host.ended;
    assert.equal(exitCode, 0);
    assert.match(output(), /hello there\n/);
    assert.deepEqual(lines.toSorted(), ['hello there', 'über']);
  });

  it('tells the exit code and the last lines', async (t) => {
    const { host } = await start(t, 'console.error("no luck"); process.exitCode = 3;');
    const end = await host.ended;
    assert.equal(end.exitCode, 3);
    assert.deepEqual(end.output, ['no luck']);
  });

  it('does not split a character between two chunks', async (t) => {
    const bytes = [...Buffer.from('é')];
    const script = `process.stdout.write(Buffer.from([${bytes[0]}]));
      setTimeout(() => process.stdout.write(Buffer.from([${bytes[1]}])), 50);`;
    const { host, output } = await start(t, script);
    await host.ended;
    assert.equal(output(), 'é');
  });

  it('passes input on', async (t) => {
    const { host, output } = await start(
      t,
      'process.stdin.once("data", (text) => { console.log("got " + text); process.exit(); });',
    );
    host.write('ping\n');
    await host.ended;
    assert.match(output(), /got ping/);
  });

  it('tells a program that reads to the end that there is no more', async (t) => {
    const script = `let text = '';
      process.stdin.on('data', (chunk) => { text += chunk; }).on('end', () => console.log('all', text));`;
    const { host, output } = await start(t, script);
    host.write('ping\n');
    host.endInput();
    await host.ended;
    assert.equal(output(), 'all ping\n\n');
    host.write('too late\n');
  });

  it('ends on request', async (t) => {
    const script = 'setInterval(() => {}, 1000); console.log("up");';
    const { host, said } = await start(t, script);
    await said;
    host.terminate();
    assert.equal((await host.ended).signal, 'SIGTERM');
  });

  it('kills what the host has started, too', { skip: process.platform === 'win32' }, async (t) => {
    const { host, said, output } = await start(
      t,
      `const { spawn } = require('node:child_process');
       process.on('SIGTERM', () => {});
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
       child.once('spawn', () => console.log(child.pid));
       setInterval(() => {}, 1000);`,
    );
    await said;
    const child = Number(output());
    host.kill();
    assert.equal((await host.ended).signal, 'SIGKILL');
    await gone(child);
  });

  it('tells when there is no such Node', async () => {
    const host = new HostProcess({
      node: nodeRuntime('/nowhere/node'),
      hostPath: 'host.js',
      args: [],
      cwd: tmpdir(),
      env: {},
      onOutput() {},
    });
    assert.equal((await host.ended).error?.code, 'ENOENT');
    assert.equal(host.pid, undefined);
    host.kill();
  });
});

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('nodeRuntime', () => {
  it("is the editor's own Node, unless another one is configured", () => {
    assert.equal(nodeRuntime(undefined).path, process.execPath);
    assert.equal(nodeRuntime(undefined).env['ELECTRON_RUN_AS_NODE'], '1');
    assert.deepEqual(nodeRuntime('/opt/node'), { path: '/opt/node', env: {} });
  });
});

describe('typeStrippingOption', () => {
  it('is for the versions that load TypeScript only when they are told to', () => {
    const versions = ['20.19.0', '22.9.0', '22.10.0', '22.17.1', '22.18.0', '24.11.0'];
    assert.deepEqual(
      versions.filter((version) => typeStrippingOption(version) !== ''),
      ['22.10.0', '22.17.1'],
    );
  });
});

describe('inheritedEnvironment', () => {
  it("leaves out the editor's own variables", () => {
    const env = { PATH: '/bin', VSCODE_PID: '1', ELECTRON_RUN_AS_NODE: '1', NODE_ENV: 'x' };
    assert.deepEqual(inheritedEnvironment(env), { PATH: '/bin', NODE_ENV: 'x' });
  });
});
