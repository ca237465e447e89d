import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { nodeWorker, startSite, temporaryFolder } from './site.ts';

const python = ['python3', 'python'].find(
  (command) => spawnSync(command, ['--version']).status === 0,
);
const noPython = python ? false : 'python is not on the PATH';
if (noPython) console.log(`# SKIPPED: a Python worker behind the front end: ${noPython}`);

interface Told {
  scheme: string;
  host: string;
  path: string;
  pathBase: string;
  remote: string;
  body: string;
}

describe('The bundled runtime as a worker', { timeout: 60_000 }, () => {
  it('sees scheme, host, path base and client as they are in front', async (t) => {
    const { url } = await startSite(t, {
      worker: nodeWorker('hosted.ts'),
      applicationPath: '/base',
    });
    const response = await fetch(`${url}/base/some/path`, {
      method: 'POST',
      body: 'hello',
      headers: { 'X-Forwarded-For': '1.2.3.4:5', 'X-Forwarded-Proto': 'https' },
    });
    const { remote, ...told } = (await response.json()) as Told;
    assert.deepEqual(told, {
      scheme: 'http',
      host: new URL(url).host,
      path: '/some/path',
      pathBase: '/base',
      body: 'hello',
    });
    assert.match(remote, /^127\.0\.0\.1:\d+$/);
  });

  it('refuses who comes without the token', async (t) => {
    const { url, events } = await startSite(t, { worker: nodeWorker('hosted.ts') });
    assert.equal((await fetch(url)).status, 200);
    const listening = events.find((event) => event.type === 'worker' && event.address);
    assert.ok(listening?.type === 'worker' && listening.address);
    assert.equal((await fetch(listening.address)).status, 400);
  });

  it('ends by itself when it is asked to', async (t) => {
    const { server, url, events } = await startSite(t, { worker: nodeWorker('hosted.ts') });
    assert.equal((await fetch(url)).status, 200);
    await server.stop();
    const exit = events.at(-1);
    assert.ok(exit?.type === 'worker' && exit.event === 'exited');
    assert.deepEqual([exit.exitCode, exit.signal], [0, null]);
  });
});

describe('A Node program as a worker', { timeout: 60_000 }, () => {
  it('needs to know nothing but PORT', async (t) => {
    const script = `require('http').createServer((q, r) => r.end('plain')).listen(process.env.PORT)`;
    const { url } = await startSite(t, {
      worker: { command: process.execPath, args: ['-e', script] },
    });
    assert.equal(await (await fetch(url)).text(), 'plain');
  });

  it('may be an Express app that trusts its proxy', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('expressApp.mjs') });
    const told = (await (
      await fetch(`${url}/told`, {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'content-type': 'application/json' },
      })
    ).json()) as Record<string, unknown>;
    assert.deepEqual(told, {
      ip: '127.0.0.1',
      protocol: 'http',
      host: new URL(url).host,
      body: { a: 1 },
    });
    assert.equal((await fetch(`${url}/nothing`)).status, 404);
  });
});

describe('A Python program as a worker', { skip: noPython, timeout: 60_000 }, () => {
  it('is served like any other', async (t) => {
    const physicalPath = temporaryFolder(t);
    writeFileSync(path.join(physicalPath, 'index.html'), '<p>from Python</p>');
    const { server, url } = await startSite(t, {
      physicalPath,
      worker: {
        command: '/bin/sh',
        args: ['-c', `exec ${python} -m http.server --bind 127.0.0.1 "$PORT"`],
      },
    });
    const response = await fetch(url);
    assert.equal(await response.text(), '<p>from Python</p>');
    assert.match(response.headers.get('server') ?? '', /^SimpleHTTP/);
    assert.equal((await fetch(`${url}/nothing`)).status, 404);
    assert.equal((await fetch(url, { method: 'POST', body: 'x' })).status, 501);
    await server.stop();
  });
});
