import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { WebSocket as Client } from 'ws';
import { createCertificate } from './certificates.ts';
import { maskedFrame, openSession, openWebSocket, statusOf } from './http2WebSocketClient.ts';
import { RequestWitness, arbitrarySequence, knownToken, smugglingCases } from './smuggling.ts';
import { type TestSite, startSite, workerScript } from './site.ts';

const env = {
  ...process.env,
  DOTNET_NOLOGO: '1',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1',
};

/** Why this cannot be tested here; false when it can. */
function reasonToSkip(): string | false {
  const { status, stdout } = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' });
  if (status !== 0) return 'dotnet is not on the PATH';
  if (!/^(?:[89]|\d\d)\./m.test(stdout)) return `the .NET SDK is older than 8: ${stdout.trim()}`;
  return false;
}

const skip = reasonToSkip();
if (skip) console.log(`# SKIPPED: a real ASP.NET Core app behind the front end: ${skip}`);

interface Told {
  scheme: string;
  host: string;
  pathBase: string;
  path: string;
  remote: string;
  certificate: string | null;
  processId: number;
}

function addressOfWorker({ events }: TestSite): string {
  const last = events.findLast((event) => event.type === 'worker' && event.event === 'listening');
  assert.ok(last?.type === 'worker' && last.address);
  return last.address;
}

describe('An ASP.NET Core app as a worker', { skip, timeout: 300_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aspnet-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const assembly = path.join(folder, 'bin', 'Debug', 'app.dll');
  const worker = { command: 'dotnet', args: [assembly], env };

  before(() => {
    const run = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync('dotnet', args, {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stdout + stderr);
    };
    run('new', 'web', '-n', 'app', '-o', folder, '--no-https');
    copyFileSync(workerScript('Program.cs'), path.join(folder, 'Program.cs'));
    run('build', '-o', path.dirname(assembly), '--disable-build-servers', '-v', 'quiet');
  });

  it('sees scheme, host, path base and client as they are in front', async (t) => {
    const { url, events } = await startSite(t, { worker, applicationPath: '/base' });
    const response = await fetch(`${url}/base/some/path`, {
      headers: { 'X-Forwarded-For': '1.2.3.4:5', 'X-Forwarded-Proto': 'https' },
    });
    const { remote, processId, ...told } = (await response.json()) as Told;
    assert.deepEqual(told, {
      scheme: 'http',
      host: new URL(url).host,
      pathBase: '/base',
      path: '/some/path',
      certificate: null,
    });
    assert.match(remote, /^127\.0\.0\.1:\d+$/);
    // It knows the module's contract, so it was started once.
    const started = events.filter((event) => event.type === 'worker' && event.event === 'started');
    assert.deepEqual(
      started.map((event) => event.type === 'worker' && event.pid),
      [processId],
    );
  });

  it('refuses who comes without the token', async (t) => {
    const site = await startSite(t, { worker });
    assert.equal((await fetch(site.url)).status, 200);
    const address = addressOfWorker(site);
    assert.equal((await fetch(address)).status, 400);
    const headers = { 'MS-ASPNETCORE-TOKEN': 'forged' };
    assert.equal((await fetch(address, { headers })).status, 400);
  });

  it('does not get to log its token', async (t) => {
    let output = '';
    const stdout = new Writable({
      write(chunk: Buffer, _, done) {
        output += chunk.toString();
        done();
      },
    });
    const { server, url } = await startSite(t, { worker: { ...worker, stdout } });
    await (await fetch(url)).arrayBuffer();
    await server.stop();
    assert.match(output, /Application is shutting down/);
    assert.doesNotMatch(output, /fail:|token/i);
  });

  it('ends by the shutdown request', async (t) => {
    const { server, url, events } = await startSite(t, { worker });
    await (await fetch(url)).arrayBuffer();
    await server.stop();
    const exit = events.at(-1);
    assert.ok(exit?.type === 'worker' && exit.event === 'exited');
    assert.deepEqual([exit.exitCode, exit.signal, exit.wasExpected], [0, null, true]);
  });

  it('answers the shutdown request by 202', async (t) => {
    const site = await startSite(t, {
      worker: { ...worker, env: { ...env, ASPNETCORE_TOKEN: 'fixed' } },
    });
    await (await fetch(site.url)).arrayBuffer();
    const response = await fetch(`${addressOfWorker(site)}/iisintegration`, {
      method: 'POST',
      headers: { 'MS-ASPNETCORE-TOKEN': 'fixed', 'MS-ASPNETCORE-EVENT': 'shutdown' },
    });
    assert.equal(response.status, 202);
  });

  it('speaks over WebSockets', async (t) => {
    const { url } = await startSite(t, { worker });
    const socket = new Client(`${url.replace('http', 'ws')}/socket`);
    t.after(() => socket.terminate());
    const echo = new Promise<string>((resolve, reject) => {
      socket.once('message', (data: Buffer) => resolve(data.toString()));
      socket.once('error', reject);
    });
    socket.once('open', () => socket.send('hello'));
    assert.equal(await echo, 'hello');
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.close(1000);
    assert.equal(await closed, 1000);
  });

  it('speaks over WebSockets that come over HTTP/2', async (t) => {
    const { url } = await startSite(t, {
      urls: ['https://127.0.0.1:0'],
      certificate: createCertificate('site'),
      worker,
    });
    const stream = openWebSocket(await openSession(t, url), '/socket');
    assert.equal(await statusOf(stream), 200);
    stream.write(maskedFrame('hello'));
    const [echo] = (await once(stream, 'data')) as [Buffer];
    assert.deepEqual(echo, Buffer.from('\x81\x05hello', 'latin1'));
  });

  it('takes bodies up to the limit of the front end', async (t) => {
    const { url } = await startSite(t, { worker, maxRequestBodySize: 20_000_000 });
    const send = (size: number) =>
      fetch(`${url}/size`, { method: 'POST', body: new Uint8Array(size) });
    assert.equal(await (await send(20_000_000)).text(), '20000000');
    assert.equal((await send(20_000_001)).status, 413);
  });

  it('sees https and the certificate of the client', async (t) => {
    const client = createCertificate('somebody');
    const { url } = await startSite(t, {
      urls: ['https://127.0.0.1:0'],
      certificate: { ...createCertificate('site'), requestCert: true },
      worker,
    });
    const told = await new Promise<Told>((resolve, reject) => {
      const options = { rejectUnauthorized: false, agent: false, ...client } as const;
      const outgoing = request(url, options, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve(JSON.parse(text) as Told));
      });
      outgoing.once('error', reject);
      outgoing.end();
    });
    assert.deepEqual([told.scheme, told.certificate], ['https', 'CN=somebody']);
  });

  it('that ignores the contract is found out, and believes forwarded headers all the same', async (t) => {
    const slim = { ...worker, args: [assembly, '--slim'] };
    const { url, events } = await startSite(t, { worker: slim });
    const response = await fetch(`${url}/a`, {
      headers: { 'X-Forwarded-For': '1.2.3.4:5', 'X-Forwarded-Proto': 'https' },
    });
    const told = (await response.json()) as Told;
    assert.deepEqual([told.scheme, told.path], ['http', '/a']);
    assert.match(told.remote, /^127\.0\.0\.1:\d+$/);
    const started = events.filter((event) => event.type === 'worker' && event.event === 'started');
    assert.equal(started.length, 2);
  });

  it('agrees with the front end on where requests end in known attacks', async (t) => {
    const site = await startSite(t, { worker: { ...worker, env: { ...env, ...knownToken } } });
    const witness = new RequestWitness(site);
    for (const bytes of Object.values(smugglingCases)) await witness.assertAgreement(t, bytes);
  });

  it('agrees with the front end on where requests end in arbitrary bytes', async (t) => {
    const site = await startSite(t, { worker: { ...worker, env: { ...env, ...knownToken } } });
    const witness = new RequestWitness(site);
    await fc.assert(
      fc.asyncProperty(arbitrarySequence, (bytes) => witness.assertAgreement(t, bytes)),
      { numRuns: 100, endOnFailure: true },
    );
  });
});
