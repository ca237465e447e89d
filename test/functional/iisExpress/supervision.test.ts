import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { RawClient } from './rawClient.ts';
import { nodeWorker, startSite, workerScript } from './site.ts';

interface Told {
  pid: number;
  env: Record<string, string>;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function untilDead(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(20);
}

describe('The worker environment', { timeout: 60_000 }, () => {
  it('is that of the module', async (t) => {
    const { url, server, physicalPath } = await startSite(t, {
      worker: nodeWorker('environment.mjs', { ASPNETCORE_HOSTINGSTARTUPASSEMBLIES: 'Mine' }),
      applicationPath: '/base',
      module: { environmentVariables: { ADDED: '1' } },
    });
    const { env } = (await (await fetch(url)).json()) as Told;
    assert.match(env['ASPNETCORE_TOKEN'] ?? '', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    const port = env['ASPNETCORE_PORT'];
    assert.ok(Number(port) >= 1025 && Number(port) <= 48_000);
    const { PATH: _path, ASPNETCORE_TOKEN: _token, ...rest } = env;
    assert.deepEqual(rest, {
      ADDED: '1',
      ASPNETCORE_PORT: port,
      ASPNETCORE_APPL_PATH: '/base',
      ASPNETCORE_IIS_HTTPAUTH: 'anonymous;',
      ASPNETCORE_IIS_PHYSICAL_PATH: physicalPath,
      ASPNETCORE_IIS_WEBSOCKETS_SUPPORTED: 'true',
      ASPNETCORE_HOSTINGSTARTUPASSEMBLIES: 'Mine;Microsoft.AspNetCore.Server.IISIntegration',
      ASPNETCORE_URLS: `http://127.0.0.1:${port}`,
      PORT: port,
    });
    assert.equal(server.counters.workersStarted, 1);
  });
});

describe('Workers', { timeout: 60_000 }, () => {
  it('share the requests in turn when there are several', async (t) => {
    const { url } = await startSite(t, {
      worker: nodeWorker('echo.mjs'),
      module: { processesPerApplication: 3 },
    });
    const pids: number[] = [];
    for (let i = 0; i < 6; i++) pids.push(((await (await fetch(url)).json()) as Told).pid);
    assert.equal(new Set(pids).size, 3);
    assert.deepEqual(pids.slice(0, 3), pids.slice(3));
  });

  it('are started once for requests that come together', async (t) => {
    const { url, server } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const responses = await Promise.all(Array.from({ length: 20 }, () => fetch(url)));
    assert.ok(responses.every(({ status }) => status === 200));
    assert.equal(server.counters.workersStarted, 1);
  });

  it('may be started by a script that goes away', async (t) => {
    if (process.platform === 'win32') {
      t.skip('a shell script');
      return;
    }
    const script = `"${process.execPath}" "${workerScript('echo.mjs')}" & sleep 0.5`;
    const { url, server, events } = await startSite(t, {
      worker: { command: '/bin/sh', args: ['-c', script] },
    });
    const first = ((await (await fetch(url)).json()) as Told).pid;
    // The shell's end is no event; there is nothing to wait for but the time it takes.
    await delay(1000);
    assert.equal(((await (await fetch(url)).json()) as Told).pid, first);
    assert.ok(!events.some((event) => event.type === 'worker' && event.event === 'exited'));
    await server.stop();
    await untilDead(first);
  });

  it('may listen on the IPv6 loopback', async (t) => {
    const { url, events } = await startSite(t, {
      worker: {
        command: process.execPath,
        args: [
          '-e',
          `require('http').createServer((q, r) => r.end('six')).listen(process.env.PORT, '::1')`,
        ],
      },
    });
    assert.equal(await (await fetch(url)).text(), 'six');
    const listening = events.find((e) => e.type === 'worker' && e.event === 'listening');
    assert.match(
      listening?.type === 'worker' ? (listening.address ?? '') : '',
      /^http:\/\/\[::1\]:/,
    );
  });

  it('are stopped when nobody has asked for anything for long enough', async (t) => {
    const { url, server } = await startSite(t, {
      worker: nodeWorker('echo.mjs'),
      idleTimeLimit: 1,
    });
    const exited = new Promise<void>((resolve) => {
      server.onEvent((event) => {
        if (event.type === 'worker' && event.event === 'exited') resolve();
      });
    });
    await (await fetch(url)).arrayBuffer();
    await exited;
    assert.equal((await fetch(url)).status, 200);
    assert.equal(server.counters.workersCrashed, 0);
  });

  it('that know nothing of the shutdown request are asked by a signal', async (t) => {
    const script = `
      const server = require('http').createServer((q, r) => { r.statusCode = q.url === '/' ? 200 : 404; r.end(); });
      server.listen(process.env.PORT, '127.0.0.1');
      process.on('SIGINT', () => { process.exitCode = 5; server.close(); server.closeAllConnections(); });`;
    const { url, server, events } = await startSite(t, {
      worker: { command: process.execPath, args: ['-e', script] },
    });
    assert.equal((await fetch(url)).status, 200);
    await server.stop();
    const exit = events.at(-1);
    assert.ok(exit?.type === 'worker');
    assert.equal(exit.exitCode, 5);
  });

  it('that will not end are killed when their time is over', async (t) => {
    const script = `
      process.on('SIGINT', () => {});
      require('http').createServer((q, r) => { if (q.url === '/') r.end(); }).listen(process.env.PORT, '127.0.0.1');`;
    const { url, server, events } = await startSite(t, {
      worker: { command: process.execPath, args: ['-e', script] },
      module: { shutdownTimeLimit: 1 },
    });
    assert.equal((await fetch(url)).status, 200);
    const before = performance.now();
    await server.stop();
    assert.ok(performance.now() - before < 8000);
    const exit = events.at(-1);
    assert.ok(exit?.type === 'worker');
    assert.equal(exit.signal, 'SIGKILL');
  });

  it('do not outlive the front end, even when that is killed', async (t) => {
    const front = spawn(process.execPath, [path.join(import.meta.dirname, 'frontEnd.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => front.kill('SIGKILL'));
    const lines = createInterface({ input: front.stdout });
    const pid = await new Promise<number>((resolve) => {
      lines.once('line', (line) => resolve(Number(line)));
    });
    assert.ok(isAlive(pid));
    front.kill('SIGKILL');
    await untilDead(pid);
  });
});

describe('A site that stops', { timeout: 60_000 }, () => {
  it('lets requests in flight finish, and takes no new ones', async (t) => {
    const { url, port, server } = await startSite(t, { worker: nodeWorker('slow.mjs') });
    const client = await RawClient.connect(t, port);
    client.write('GET /slow HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.until(/beginning/);
    const stopped = server.stop();
    await assert.rejects(fetch(url));
    assert.match(await client.untilClosed(), /end\r\n0\r\n\r\n$/);
    await stopped;
  });

  it('stops once, however often it is told to', async (t) => {
    const { server } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    assert.equal(server.stop(), server.stop());
    await server.stop();
  });
});

describe('The request log', { timeout: 60_000 }, () => {
  it('has the last requests, and counts them all', async (t) => {
    const { url, server } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const told: string[] = [];
    server.onRequest((event) => told.push(`${event.method} ${event.path} ${event.statusCode}`));
    const { pid } = (await (
      await fetch(`${url}/a?b`, { method: 'POST', body: 'four' })
    ).json()) as Told;
    await (await fetch(`${url}/c`)).arrayBuffer();
    assert.deepEqual(told, ['POST /a?b 200', 'GET /c 200']);
    const [first, second] = server.requests;
    assert.ok(first && second);
    assert.deepEqual(
      [first.method, first.path, first.statusCode, first.worker, first.bytesReceived],
      ['POST', '/a?b', 200, pid, 4],
    );
    assert.ok(first.bytesSent > 0 && first.duration > 0 && first.time <= second.time);
    const { requests, active, bytesReceived, workersStarted, failures } = server.counters;
    assert.deepEqual([requests, active, bytesReceived, workersStarted, failures], [2, 0, 4, 1, 0]);
  });
});
