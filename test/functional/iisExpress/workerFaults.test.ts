import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SiteEvent } from '../../../server-runtime/servers/iisExpress/siteEvents.ts';
import { RawClient, exchangeRaw } from './rawClient.ts';
import { nodeWorker, startSite } from './site.ts';

interface RawAnswer {
  target: string;
  connection: number;
  pid: number;
}

async function get(url: string): Promise<RawAnswer> {
  return (await (await fetch(url)).json()) as RawAnswer;
}

function startsOf(events: readonly SiteEvent[]): number {
  return events.filter((event) => event.type === 'worker' && event.event === 'started').length;
}

describe('A worker that answers wrongly', { timeout: 60_000 }, () => {
  const wrongAnswers = {
    '/garbage': 'what is no HTTP',
    '/both-lengths': 'two lengths of different kinds',
    '/two-lengths': 'two lengths',
    '/bare-lf': 'lines without CR',
    '/switches': 'a protocol that nobody asked for',
    '/hangs-up': 'nothing',
    '/huge-header': 'more header than 64 KiB',
  };
  for (const [path, what] of Object.entries(wrongAnswers)) {
    it(`gives 502.3 when it sends ${what}, and serves the next request`, async (t) => {
      const { url, port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
      const answer = await exchangeRaw(t, port, `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 502 Bad Gateway\r\n/);
      assert.match(answer, /\r\nConnection: close\r\n/);
      assert.match(answer, /HTTP Error 502\.3 - Bad Gateway/);
      assert.equal((await get(`${url}/next`)).target, '/next');
    });
  }

  it('does not get its second answer taken for that to the next request', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    assert.equal(await (await fetch(`${url}/extra`)).text(), 'one');
    const next = await get(`${url}/next`);
    assert.deepEqual([next.target, next.connection], ['/next', 2]);
  });

  for (const path of ['/half', '/half-chunked']) {
    it(`breaks the client's connection when it breaks off (${path})`, async (t) => {
      const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
      const answer = await exchangeRaw(t, port, `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 200 OK/);
      assert.ok(!answer.endsWith('0\r\n\r\n'));
    });
  }

  it('gives 502.3 when it says nothing within the limit', async (t) => {
    const { url } = await startSite(t, {
      worker: nodeWorker('raw.mjs'),
      module: { requestTimeout: 1 },
    });
    const response = await fetch(`${url}/silence`);
    assert.equal(response.status, 502);
    assert.match(await response.text(), /did not answer in time/);
  });

  it('breaks the connection when it stalls in the middle', async (t) => {
    const { url } = await startSite(t, {
      worker: nodeWorker('raw.mjs'),
      module: { requestTimeout: 1 },
    });
    const response = await fetch(`${url}/stalls`);
    await assert.rejects(response.text());
  });

  it('has all the time in the world while a debugger is attached', async (t) => {
    const { port } = await startSite(t, {
      worker: nodeWorker('raw.mjs'),
      module: { requestTimeout: 0, shutdownTimeLimit: 1 },
      isDebuggerAttached: true,
    });
    const client = await RawClient.connect(t, port);
    client.write('GET /silence HTTP/1.1\r\nHost: h\r\n\r\n');
    // Two beats of the heartbeat, which is what limits are looked at by.
    await new Promise((resolve) => setTimeout(resolve, 2200));
    assert.deepEqual([client.received, client.isClosed], ['', false]);
  });
});

describe('A worker that closes its connections', { timeout: 60_000 }, () => {
  it('is asked again over a new one when the request does no harm', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    assert.equal((await get(`${url}/a`)).connection, 1);
    assert.equal(await (await fetch(`${url}/closes-after`)).text(), 'last');
    assert.equal((await get(`${url}/b`)).connection, 2);
  });

  it('is not asked twice to do something', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    await get(`${url}/a`);
    const response = await fetch(`${url}/hangs-up`, { method: 'POST', body: 'pay' });
    assert.equal(response.status, 502);
  });
});

describe('A worker that dies', { timeout: 60_000 }, () => {
  it('fails the request that it dies of, and only that', async (t) => {
    const { url, events } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const { pid } = await get(`${url}/a`);
    assert.equal((await fetch(`${url}/exits`)).status, 502);
    const next = await get(`${url}/b`);
    assert.notEqual(next.pid, pid);
    assert.equal(startsOf(events), 2);
    const exit = events.find((event) => event.type === 'worker' && event.event === 'exited');
    assert.ok(exit?.type === 'worker');
    assert.deepEqual([exit.exitCode, exit.wasExpected], [3, false]);
  });

  it('killed under load, loses the requests in flight on it, and the next ones are served', async (t) => {
    const { server, url, events } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const pid = ((await (await fetch(url)).json()) as { pid: number }).pid;
    const statuses: number[] = [];
    const run = async () => {
      for (let i = 0; i < 60; i++) {
        const isGone = events.some((event) => event.type === 'worker' && event.event === 'exited');
        const response = await fetch(url);
        await response.arrayBuffer();
        statuses.push(response.status);
        if (isGone) assert.equal(response.status, 200);
        if (statuses.length === 100) process.kill(pid, 'SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 10 }, run));
    const failed = statuses.filter((status) => status !== 200);
    assert.ok(failed.length <= 10, `${failed.length} failed`);
    assert.ok(failed.every((status) => status === 502));
    assert.equal(statuses.length, 600);
    assert.equal(startsOf(events), 2);
    const exit = events.find((event) => event.type === 'worker' && event.event === 'exited');
    assert.ok(exit?.type === 'worker');
    assert.deepEqual([exit.signal, exit.wasExpected], ['SIGKILL', false]);
    assert.equal(server.counters.workersCrashed, 1);
  });

  it('is not started any more when it has crashed more often than allowed', async (t) => {
    const { url, events } = await startSite(t, {
      worker: { command: process.execPath, args: ['-e', 'process.exit(1)'] },
      module: { rapidFailsPerMinute: 10 },
    });
    const pages: string[] = [];
    for (let i = 0; i < 7; i++) pages.push(await (await fetch(url)).text());
    assert.equal(startsOf(events), 11);
    assert.match(pages[0] ?? '', /exited with code 1/);
    assert.match(pages[6] ?? '', /Maximum rapid fail count per minute of '10' exceeded\./);
    assert.match(pages[6] ?? '', /HTTP Error 502\.5/);
  });
});

describe('A worker that does not listen', { timeout: 60_000 }, () => {
  it('gives 502.5 and says where it listens instead', async (t) => {
    const script = `require('net').createServer().listen(0, '127.0.0.1')`;
    const { url, events } = await startSite(t, {
      worker: { command: process.execPath, args: ['-e', script] },
      module: { startupTimeLimit: 1 },
    });
    const response = await fetch(url);
    assert.equal(response.status, 502);
    const page = await response.text();
    assert.match(page, /did not listen on port \d+ within 1 seconds/);
    assert.match(page, /It listens on 127\.0\.0\.1:\d+ instead/);
    const exits = events.filter((event) => event.type === 'worker' && event.event === 'exited');
    assert.equal(exits.length, 2);
  });

  it('fails at once when the port that the user fixed is none', async (t) => {
    const worker = nodeWorker('echo.mjs', { ASPNETCORE_PORT: '80' });
    const { url, events } = await startSite(t, { worker });
    assert.match(await (await fetch(url)).text(), /ASPNETCORE_PORT is 80/);
    assert.equal(startsOf(events), 0);
  });
});
