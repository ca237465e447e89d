import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { connect } from 'node:tls';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { makeCertificate } from '../../support/certificates.ts';
import { RawClient, startKestrel } from '../../support/kestrelApp.ts';
import { eventually } from '../host/processes.ts';

const kinds = ['waiting', 'responding', 'uploading', 'stuck'] as const;

/** Sends a request that the app is in the middle of when it stops. */
function begin(t: TestContext, port: number, kind: (typeof kinds)[number], i: number): RawClient {
  const client = new RawClient(t, port);
  const head = `/${kind}/${i} HTTP/1.1\r\nHost: h\r\n`;
  if (kind === 'uploading') return client.send(`POST ${head}Content-Length: 9\r\n\r\nfirst`);
  return client.send(`GET ${head}\r\n`);
}

/** An app that keeps its requests in flight until the gate opens; those that are stuck beyond it. */
class BusyApp {
  readonly gate = new Deferred();
  readonly allArrived = new Deferred();
  readonly #expected: number;
  #arrived = 0;
  aborted = 0;

  constructor(expected: number) {
    this.#expected = expected;
  }

  readonly run = async ({ request, response, requestAborted }: HttpContext): Promise<void> => {
    requestAborted.addEventListener('abort', () => this.aborted++);
    if (request.path.startsWith('/responding')) await response.write('begun ');
    let body = '';
    if (request.method === 'POST') {
      const chunks = request.body[Symbol.asyncIterator]();
      body += String((await chunks.next()).value);
      this.#arrive();
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
        body += String(next.value);
      }
    } else {
      this.#arrive();
    }
    await this.gate.promise;
    if (request.path.startsWith('/stuck')) {
      await new Promise((resolve) => requestAborted.addEventListener('abort', resolve));
    }
    await response.write(`${body}done ${request.path}.`);
  };

  #arrive(): void {
    if (++this.#arrived === this.#expected) this.allArrived.resolve();
  }
}

/** True for a response that is there to its last byte. */
function isComplete(answer: string, i: number): boolean {
  return answer.startsWith('HTTP/1.1 200 OK\r\n') && answer.endsWith(`/${i}.\r\n0\r\n\r\n`);
}

describe('KestrelServer that stops under load', { timeout: 60_000 }, () => {
  it('loses none of a thousand requests, whatever they are at, and no idle client waits for them', async (t) => {
    const app = new BusyApp(1000);
    const { server, port } = await startKestrel(t, app.run);
    const idle = Array.from({ length: 50 }, () => new RawClient(t, port));
    const busy = Array.from({ length: 1000 }, (_value, i) => begin(t, port, kinds[i % 3]!, i));
    await app.allArrived.promise;

    let hasStopped = false;
    const stopped = server.stop().then(() => (hasStopped = true));
    // Before anything in flight can end.
    await Promise.all(idle.map((client) => client.closed()));
    const late = new RawClient(t, port);
    assert.equal(await late.closed(), '');
    assert.equal(late.socket.bytesRead, 0);
    assert.equal(hasStopped, false);

    for (const [i, client] of busy.entries()) if (i % 3 === 2) client.send('last');
    app.gate.resolve();
    const answers = await Promise.all(busy.map((client) => client.closed()));
    assert.deepEqual(
      answers.filter((answer, i) => !isComplete(answer, i)),
      [],
    );
    assert.ok(answers.every((answer, i) => i % 3 !== 2 || answer.includes('firstlastdone')));
    await stopped;
    assert.equal(app.aborted, 0);
  });

  it('aborts only what has not ended when the time is over', async (t) => {
    const app = new BusyApp(200);
    const { server, port } = await startKestrel(t, app.run);
    const clients = Array.from({ length: 200 }, (_value, i) =>
      begin(t, port, i % 2 === 0 ? 'waiting' : 'stuck', i),
    );
    await app.allArrived.promise;
    const time = new AbortController();
    const stopped = server.stop(time.signal);
    app.gate.resolve();
    const finished = clients.filter((_client, i) => i % 2 === 0);
    const answers = await Promise.all(finished.map((client) => client.closed()));
    assert.ok(answers.every((answer, i) => isComplete(answer, 2 * i)));
    assert.equal(app.aborted, 0);

    time.abort();
    const stuck = clients.filter((_client, i) => i % 2 === 1);
    const rest = await Promise.all(stuck.map((client) => client.closed()));
    assert.deepEqual(
      rest.filter((answer) => answer !== ''),
      [],
    );
    await stopped;
    assert.equal(app.aborted, 100);
  });

  it('answers the request in flight, and none that was pipelined behind it', async (t) => {
    const app = new BusyApp(1);
    const { server, port } = await startKestrel(t, app.run);
    const client = begin(t, port, 'waiting', 1).send('GET /waiting/2 HTTP/1.1\r\nHost: h\r\n\r\n');
    await app.allArrived.promise;
    const stopped = server.stop();
    app.gate.resolve();
    const answer = await client.closed();
    assert.ok(isComplete(answer, 1), answer);
    assert.equal(answer.match(/HTTP\/1\.1 200/g)?.length, 1);
    assert.match(answer, /\r\nConnection: close\r\n/);
    await stopped;
  });

  it('ends a client of HTTP/2 that has said nothing', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const { server, port, log } = await startKestrel(t, () => undefined, {
      addresses: ['https://127.0.0.1:0'],
      configure: (options) => (options.https = { cert, key }),
    });
    const socket = connect({ port, rejectUnauthorized: false, ALPNProtocols: ['h2'] });
    t.after(() => socket.destroy());
    await once(socket, 'secureConnect');
    await eventually(
      () => log.lines.some((line) => /Connection id .* started/.test(line)),
      'the server has it',
    );
    await server.stop(AbortSignal.abort());
  });

  it('serves no client whose handshake takes longer than the stop', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const { server, port } = await startKestrel(t, () => assert.fail('the app was called'), {
      addresses: ['https://127.0.0.1:0'],
      configure: (options) => (options.https = { cert, key }),
    });
    const raw = connectPlain(port, '127.0.0.1');
    t.after(() => raw.destroy());
    await once(raw, 'connect');
    // Once a later one is through, this one has been accepted.
    const later = connect({ port, rejectUnauthorized: false });
    t.after(() => later.destroy());
    await once(later, 'secureConnect');
    const stopped = server.stop();
    const late = connect({ socket: raw, rejectUnauthorized: false });
    let received = '';
    late.on('error', () => undefined).on('data', (chunk: Buffer) => (received += String(chunk)));
    late.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    if (!late.closed) await new Promise((resolve) => late.once('close', resolve));
    assert.equal(received, '');
    await stopped;
  });

  it('lets its process end, though a handshake goes on', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const url = (file: string): string =>
      new URL(`../../../server-runtime/${file}`, import.meta.url).href;
    const program = `
      import { KestrelServer } from '${url('servers/kestrel/kestrelServer.ts')}';
      import { KestrelServerOptions } from '${url('servers/kestrel/kestrelServerOptions.ts')}';
      import { IServerAddressesFeature } from '${url('hosting/abstractions/serverAddresses.ts')}';
      import { LoggerFactory } from '${url('logging/loggerFactory.ts')}';
      import { connect } from 'node:net';
      import { connect as connectTls } from 'node:tls';
      const options = new KestrelServerOptions();
      options.https = ${JSON.stringify({ cert, key, handshakeTimeout: 600_000 })};
      const server = new KestrelServer(options, new LoggerFactory());
      const { addresses } = server.features.get(IServerAddressesFeature);
      addresses.push('https://127.0.0.1:0');
      await server.start({ createContext: () => 0, processRequest: async () => {}, disposeContext() {} });
      const port = Number(new URL(addresses[0]).port);
      const silent = connect(port, '127.0.0.1').unref();
      silent.on('connect', () => {
        const later = connectTls({ port, rejectUnauthorized: false }, () => {
          later.destroy();
          server.stop();
        });
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  });
});
