import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { IHttpUpgradeFeature } from '../../../server-runtime/http/features/httpUpgradeFeature.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { AddressInUseError } from '../../../server-runtime/servers/shared/addressInUseError.ts';
import { RawClient, startKestrel } from '../../support/kestrelApp.ts';

async function hello({ request: { path: name }, response }: HttpContext): Promise<void> {
  response.headers.set('Content-Type', 'text/plain');
  await response.write(`Hello ${name}`);
}

/** A port that something else listens on. */
async function takePort(t: TestContext): Promise<number> {
  const other = createServer();
  t.after(() => other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return (other.address() as AddressInfo).port;
}

describe('KestrelServer', () => {
  it('serves a client of every day', async (t) => {
    const { url } = await startKestrel(t, hello);
    const response = await fetch(`${url}/a%20b`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('server'), 'Kestrel');
    assert.ok(Math.abs(Date.parse(response.headers.get('date') ?? '') - Date.now()) < 5000);
    assert.equal(await response.text(), 'Hello /a b');
  });

  it('leaves its Server header out when it is told to', async (t) => {
    const { url } = await startKestrel(t, hello, {
      configure: (options) => (options.addServerHeader = false),
    });
    const response = await fetch(url);
    assert.equal(response.headers.get('server'), null);
    await response.text();
  });

  it('echoes large bodies in both directions', async (t) => {
    const { url } = await startKestrel(t, async ({ request: { body }, response }) => {
      for await (const chunk of body) await response.write(chunk);
    });
    const sent = Buffer.alloc(3_000_000, 'Kestrel ');
    const response = await fetch(url, { method: 'POST', body: sent });
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(sent));
  });

  it('shows the addresses that it got', async (t) => {
    const { addresses } = await startKestrel(t, hello, {
      addresses: ['http://127.0.0.1:0', 'http://*:0', 'http://127.0.0.1:0'],
    });
    assert.equal(addresses.length, 3);
    assert.match(addresses[0] ?? '', /^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    assert.match(addresses[1] ?? '', /^http:\/\/(\[::\]|0\.0\.0\.0):[1-9]\d*$/);
    assert.notEqual(addresses[0], addresses[2]);
    for (const address of addresses) {
      const url = address.replace(/\[::\]|0\.0\.0\.0/, '127.0.0.1');
      assert.equal(await (await fetch(url)).text(), 'Hello /');
    }
  });

  it('listens on a unix socket, and takes it away at its end', async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kestrel-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const socketPath = path.join(folder, 'app.sock');
    const { server, addresses } = await startKestrel(
      t,
      async ({ connection, response }) => {
        await response.write(JSON.stringify([connection.remoteIpAddress, connection.localPort]));
      },
      { addresses: [`http://unix:${socketPath}`] },
    );
    assert.deepEqual(addresses, [`http://unix:${socketPath}`]);
    const text = await new Promise<string>((resolve, reject) => {
      request({ socketPath, path: '/' }, (message) => {
        message.setEncoding('utf8');
        message.on('data', resolve);
      })
        .on('error', reject)
        .end();
    });
    assert.equal(text, '[null,0]');
    await server.stop(AbortSignal.abort());
    assert.equal(existsSync(socketPath), false);
  });

  it('takes the place of a process that was killed on its unix socket', async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kestrel-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const socketPath = path.join(folder, 'app.sock');
    const killed = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', killed, socketPath]);
    assert.ok(existsSync(socketPath));
    const addresses = [`http://unix:${socketPath}`];
    await startKestrel(t, hello, { addresses });
    // The one that lives now is left alone, and so is what is no socket.
    const inUse = { code: 'EADDRINUSE' };
    await assert.rejects(async () => startKestrel(t, hello, { addresses }), inUse);
    const file = path.join(folder, 'notes.txt');
    writeFileSync(file, 'mine');
    const place = { addresses: [`http://unix:${file}`] };
    await assert.rejects(async () => startKestrel(t, hello, place), inUse);
    assert.equal(readFileSync(file, 'utf8'), 'mine');
  });

  it('names the address and the port that are in use, and closes what it has opened', async (t) => {
    const port = await takePort(t);
    const started: Promise<unknown> = startKestrel(t, hello, {
      addresses: ['http://127.0.0.1:0', `http://127.0.0.1:${port}`],
    });
    await assert.rejects(started, (error) => {
      assert.ok(error instanceof AddressInUseError);
      assert.equal(error.port, port);
      assert.equal(
        error.message,
        `Failed to bind to address http://127.0.0.1:${port}: address already in use.`,
      );
      return true;
    });
  });

  it('starts once', async (t) => {
    const { server } = await startKestrel(t, hello);
    const again = server.start({
      createContext: () => undefined,
      processRequest: () => Promise.resolve(),
      disposeContext: () => undefined,
    });
    await assert.rejects(again, { message: 'Server has already started.' });
  });

  it('closes connections beyond the limit without an answer', async (t) => {
    const { port, log } = await startKestrel(t, hello, {
      configure: ({ limits }) => (limits.maxConcurrentConnections = 1),
    });
    const first = new RawClient(t, port);
    first.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await first.until(/Hello/);
    assert.equal(await new RawClient(t, port).closed(), '');
    assert.ok(log.lines.some((line) => line.includes('maximum number of concurrent connections')));
  });

  it('does not count upgraded connections against that limit', async (t) => {
    const { port } = await startKestrel(
      t,
      async ({ features, request: { path: name }, response }) => {
        if (name !== '/up') return response.write('ordinary');
        const duplex = await features.get(IHttpUpgradeFeature)?.upgrade();
        for await (const chunk of duplex ?? []) duplex?.write(`<${String(chunk)}>`);
        return undefined;
      },
      { configure: ({ limits }) => (limits.maxConcurrentConnections = 1) },
    );
    const first = new RawClient(t, port);
    first.send('GET /up HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nearly');
    await first.until(/<early>/);
    first.send('late');
    await first.until(/<late>/);
    const second = new RawClient(t, port).send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await second.until(/ordinary/);
  });

  it('tells a TLS client that it speaks no TLS', async (t) => {
    const { port } = await startKestrel(t, hello);
    const client = new RawClient(t, port).send('\x16\x03\x01\x02\x00\x01\x00');
    assert.match(await client.closed(), /^HTTP\/1\.1 400 /);
  });

  it('says why there is no https without a certificate', async (t) => {
    const started = startKestrel(t, hello, { addresses: ['https://127.0.0.1:0'] });
    await assert.rejects(
      started,
      /^Error: Unable to configure HTTPS endpoint\. No server certificate/,
    );
  });
});

describe('KestrelServer at its end', () => {
  it('answers what is in flight, and takes nothing new', async (t) => {
    const arrived = new Deferred();
    const gate = new Deferred();
    const { server, port } = await startKestrel(t, async (context) => {
      arrived.resolve();
      await gate.promise;
      await hello(context);
    });
    const idle = new RawClient(t, port);
    const busy = new RawClient(t, port).send('GET /busy HTTP/1.1\r\nHost: h\r\n\r\n');
    await arrived.promise;
    const stopped = server.stop();
    assert.equal(server.stop(), stopped);
    assert.equal(await idle.closed(), '');
    await assert.rejects(
      new Promise((_resolve, reject) => {
        new RawClient(t, port).socket.on('error', reject);
      }),
      { code: 'ECONNREFUSED' },
    );
    gate.resolve();
    assert.match(await busy.closed(), /Connection: close\r\n[^]*Hello \/busy/);
    await stopped;
  });

  it('loses none of a thousand requests in flight', async (t) => {
    const all = new Deferred();
    const gate = new Deferred();
    let arrived = 0;
    const { server, port } = await startKestrel(t, async (context) => {
      if (++arrived === 1000) all.resolve();
      await gate.promise;
      await hello(context);
    });
    const clients = Array.from({ length: 1000 }, (_value, i) =>
      new RawClient(t, port).send(`GET /${i} HTTP/1.1\r\nHost: h\r\n\r\n`),
    );
    await all.promise;
    const stopped = server.stop();
    gate.resolve();
    const answers = await Promise.all(clients.map((client) => client.closed()));
    assert.deepEqual(
      answers.filter((answer, i) => !answer.includes(`Hello /${i}\r\n`)),
      [],
    );
    await stopped;
  });

  it('aborts what is left when the signal aborts', async (t) => {
    let isAborted = false;
    const arrived = new Deferred();
    const { server, port } = await startKestrel(t, async (context) => {
      arrived.resolve();
      await new Promise((resolve) => context.requestAborted.addEventListener('abort', resolve));
      isAborted = true;
    });
    const client = new RawClient(t, port).send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await arrived.promise;
    await server.stop(AbortSignal.timeout(10));
    assert.equal(await client.closed(), '');
    assert.equal(isAborted, true);
  });
});
