import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, it } from 'node:test';
import { IISExpressServer } from '../../../server-runtime/servers/iisExpress/iisExpressServer.ts';
import { SiteStartError } from '../../../server-runtime/servers/iisExpress/siteStartError.ts';
import { nodeWorker, startSite, temporaryFolder } from './site.ts';

interface Echo {
  pid: number;
  method: string;
  url: string;
  rawHeaders: string[];
  body: string;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('IISExpressServer', { timeout: 60_000 }, () => {
  it('starts the worker with the first request and forwards to it', async (t) => {
    const { url, events } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    assert.equal(events.length, 0);
    const response = await fetch(`${url}/a%20b?c=d`, {
      method: 'POST',
      body: 'hello',
      headers: { 'MS-ASPNETCORE-TOKEN': 'forged', 'X-Forwarded-For': '1.1.1.1' },
    });
    const echo = (await response.json()) as Echo;
    assert.deepEqual([echo.method, echo.url, echo.body], ['POST', '/a%20b?c=d', 'hello']);
    const value = (name: string) =>
      echo.rawHeaders[echo.rawHeaders.findIndex((text) => text.toLowerCase() === name) + 1];
    assert.equal(value('host'), new URL(url).host);
    assert.match(value('x-forwarded-for') ?? '', /^1\.1\.1\.1, 127\.0\.0\.1:\d+$/);
    assert.equal(value('x-forwarded-proto'), 'http');
    assert.deepEqual(
      events.map((event) => event.type === 'worker' && event.event),
      ['started', 'listening'],
    );
  });

  it('stops the worker by the shutdown request', async (t) => {
    const { server, url, events } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const { pid } = (await (await fetch(url)).json()) as Echo;
    await server.stop();
    assert.equal(isAlive(pid), false);
    const last = events.at(-1);
    assert.ok(last?.type === 'worker' && last.event === 'exited');
    assert.deepEqual([last.exitCode, last.wasExpected], [0, true]);
    assert.deepEqual(server.addresses, []);
    await assert.rejects(fetch(url));
  });

  it('answers 502.5 with the cause when the worker exits, after two attempts', async (t) => {
    const worker = {
      command: process.execPath,
      args: ['-e', 'console.error("no such <table>"); process.exit(7)'],
    };
    const { url, events } = await startSite(t, { worker });
    const response = await fetch(url, { headers: { accept: 'text/html' } });
    const page = await response.text();
    assert.equal(response.status, 502);
    assert.match(page, /HTTP Error 502\.5 - ANCM Out-Of-Process Startup Failure/);
    assert.match(page, /exited with code 7/);
    assert.match(page, /no such &lt;table&gt;/);
    const failure = events.find((event) => event.type === 'failure');
    assert.equal(failure?.code, 'worker-exited');
    assert.deepEqual(failure?.output, ['no such <table>']);
    assert.equal(
      events.filter((event) => event.type === 'worker' && event.event === 'started').length,
      2,
    );
  });

  it('says which command could not be started', async (t) => {
    const { server } = await startSite(t, { worker: { command: 'no-such-program', args: [] } });
    await assert.rejects(server.startWorker(), {
      code: 'worker-not-found',
      message: 'The worker process no-such-program could not be started: ENOENT.',
    });
  });

  it('names the address that is in use', async (t) => {
    const other = createServer().listen(0, '127.0.0.1');
    t.after(() => other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    await assert.rejects(startSite(t, { urls: [url], worker: nodeWorker('echo.mjs') }), {
      code: 'EADDRINUSE',
      message: `Failed to bind to address ${url}: address already in use.`,
    });
  });

  it('listens on a unix socket', async (t) => {
    if (process.platform === 'win32') {
      t.skip('unix sockets');
      return;
    }
    const socketPath = path.join(temporaryFolder(t), 'site.sock');
    const { server } = await startSite(t, {
      urls: [`http://unix:${socketPath}`],
      worker: nodeWorker('raw.mjs'),
    });
    assert.deepEqual(server.addresses, [`http://unix:${socketPath}`]);
    const ask = (target: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const outgoing = request({ socketPath, path: target, agent: false }, (response) => {
          response.resume();
          response.once('error', reject);
          response.once('end', () => resolve(response.statusCode));
        });
        outgoing.once('error', reject);
        outgoing.end();
      });
    assert.equal(await ask('/'), 200);
    await assert.rejects(ask('/half'));
    assert.equal(await ask('/'), 200);
  });

  it('runs beside others', async (t) => {
    const sites = await Promise.all(
      Array.from({ length: 3 }, () => startSite(t, { worker: nodeWorker('echo.mjs') })),
    );
    const answers = await Promise.all(
      sites.map(async ({ url }) => (await (await fetch(url)).json()) as Echo),
    );
    assert.equal(new Set(answers.map(({ pid }) => pid)).size, 3);
    assert.equal(new Set(sites.map(({ port }) => port)).size, 3);
  });

  it('refuses Windows authentication with what to do instead', async () => {
    const server = new IISExpressServer({
      urls: ['http://127.0.0.1:0'],
      physicalPath: '.',
      windowsAuthentication: true,
      worker: nodeWorker('echo.mjs'),
    });
    await assert.rejects(server.start(), (error) => {
      assert.ok(error instanceof SiteStartError);
      assert.equal(error.code, 'windows-authentication');
      assert.match(error.help.join(), /anonymousAuthentication/);
      return true;
    });
  });
});
