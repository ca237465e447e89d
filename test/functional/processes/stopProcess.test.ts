import assert from 'node:assert/strict';
import { type TestContext, describe, it } from 'node:test';
import type { ChildProcessHandle } from '../../../server-runtime/processes/childProcessHandle.ts';
import { startProcess } from '../../../server-runtime/processes/startProcess.ts';
import { stopProcess } from '../../../server-runtime/processes/stopProcess.ts';
import { eventually, isAlive } from '../host/processes.ts';

async function start(t: TestContext, script: string): Promise<ChildProcessHandle> {
  const handle = await startProcess({
    command: process.execPath,
    args: ['-e', script],
    cwd: process.cwd(),
    env: process.env,
  });
  t.after(() => handle.signalGroup('SIGKILL'));
  await eventually(() => handle.tail.lines().includes('ready'), 'it is ready');
  return handle;
}

describe('stopProcess', () => {
  it('lets a process end by itself, and tells how it did', async (t) => {
    const handle = await start(
      t,
      `process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('ready')`,
    );
    assert.deepEqual(await stopProcess(handle), { code: 5, signal: null });
  });

  it('kills what does not end in time', async (t) => {
    const handle = await start(
      t,
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')`,
    );
    const exit = await stopProcess(handle, { killAfterMs: 100 });
    assert.deepEqual(exit, { code: null, signal: 'SIGKILL' });
  });

  it('kills at once when the signal aborts', async (t) => {
    const handle = await start(
      t,
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')`,
    );
    const exit = await stopProcess(handle, { killAfterMs: 60_000 }, AbortSignal.abort());
    assert.equal(exit.signal, 'SIGKILL');
  });

  it('waits for the descendants too', async (t) => {
    const child = `process.on('SIGTERM', () => setTimeout(() => process.exit(), 200)); setInterval(() => {}, 1000); console.log('ready')`;
    const handle = await start(
      t,
      `const { pid } = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
       console.log('child ' + pid); setInterval(() => {}, 1000);`,
    );
    const line = handle.tail.lines().find((text) => text.startsWith('child '));
    await stopProcess(handle);
    assert.equal(await isAlive(Number(line!.slice(6))), false);
  });

  it('can be called for what has ended', async (t) => {
    const handle = await start(t, `console.log('ready')`);
    await handle.exited;
    assert.deepEqual(await stopProcess(handle), { code: 0, signal: null });
  });
});

describe('startProcess', () => {
  it('rejects with the system error when there is no such program', async () => {
    const starting = startProcess({
      command: 'no-such-program-here',
      args: [],
      cwd: process.cwd(),
      env: process.env,
    });
    await assert.rejects(starting, { code: 'ENOENT' });
  });

  it('hands arguments over as they are', async (t) => {
    const args = ['a b', '"quoted"', "it's", '$HOME', '%PATH%', '', '*'];
    const handle = await startProcess({
      command: process.execPath,
      args: ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', ...args],
      cwd: process.cwd(),
      env: process.env,
    });
    t.after(() => handle.signalGroup('SIGKILL'));
    await handle.exited;
    assert.deepEqual(JSON.parse(handle.tail.lines()[0]!), args);
  });
});
