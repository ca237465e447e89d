import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { type TestContext, describe, it } from 'node:test';
import type { ChildProcessHandle } from '../../../server-runtime/processes/childProcessHandle.ts';
import { startProcess } from '../../../server-runtime/processes/startProcess.ts';
import { treeListeningSockets } from '../../../server-runtime/processes/treeSockets.ts';
import { waitForListening } from '../../../server-runtime/processes/waitForListening.ts';
import { freePort, holdPort } from '../host/processes.ts';

/** A process that listens on the port, itself or through a child, after a while. */
async function listener(
  t: TestContext,
  port: number,
  { throughChild = false, after = 50 } = {},
): Promise<ChildProcessHandle> {
  const listen = `setTimeout(() => require('net').createServer().listen(${port}, '127.0.0.1'), ${after})`;
  const script = throughChild
    ? `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(listen)}]); setInterval(() => {}, 1000);`
    : listen;
  const handle = await startProcess({
    command: process.execPath,
    args: ['-e', script],
    cwd: process.cwd(),
    env: process.env,
  });
  t.after(() => handle.signalGroup('SIGKILL'));
  return handle;
}

describe('waitForListening', () => {
  it('resolves once the process listens', async (t) => {
    const port = await freePort();
    const { pid } = await listener(t, port);
    assert.deepEqual(await waitForListening(port, pid, { timeoutMs: 20_000 }), {
      status: 'listening',
      address: '127.0.0.1',
      pid,
    });
  });

  it('counts a descendant', async (t) => {
    const port = await freePort();
    const { pid } = await listener(t, port, { throughChild: true });
    const result = await waitForListening(port, pid, { timeoutMs: 20_000 });
    assert.equal(result.status, 'listening');
    assert.notEqual(result.status === 'listening' && result.pid, pid);
  });

  it('names the foreign process that holds the port', async (t) => {
    const port = await holdPort(t);
    const { pid } = await listener(t, await freePort());
    const result = await waitForListening(port, pid, { timeoutMs: 20_000 });
    assert.equal(result.status, 'foreign');
    assert.equal(result.status === 'foreign' && result.owner?.pid, process.pid);
  });

  it('gives up after the time', async (t) => {
    const { pid } = await listener(t, await freePort());
    const result = await waitForListening(await freePort(), pid, { timeoutMs: 150 });
    assert.deepEqual(result, { status: 'timeout' });
  });

  it('rejects when the process exits meanwhile', async (t) => {
    const handle = await listener(t, await freePort());
    const waiting = waitForListening(await freePort(), handle.pid, {}, handle.exitSignal);
    handle.signalGroup('SIGKILL');
    await assert.rejects(waiting, /has exited/);
  });

  it('looks as soon as it is told to, and finds out even when it is never told', async (t) => {
    const port = await freePort();
    const { pid } = await listener(t, port);
    const hint = new Promise<void>(() => {});
    assert.equal(
      (await waitForListening(port, pid, { timeoutMs: 20_000, hint })).status,
      'listening',
    );
    const told = waitForListening(port, pid, { hint: Promise.resolve() });
    assert.equal((await told).status, 'listening');
  });
});

describe('treeListeningSockets', () => {
  it('lists what a process and its descendants listen on, and nothing of others', async (t) => {
    const other = createServer();
    t.after(() => other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = await freePort();
    const { pid } = await listener(t, port, { throughChild: true });
    await waitForListening(port, pid, { timeoutMs: 20_000 });
    const sockets = await treeListeningSockets(pid);
    assert.deepEqual(
      sockets.map(({ address, port: found }) => ({ address, port: found })),
      [{ address: '127.0.0.1', port }],
    );
  });
});
