import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import type { KestrelServerOptions } from '../../../server-runtime/servers/kestrel/kestrelServerOptions.ts';
import { makeCertificate } from '../../support/certificates.ts';
import { startKestrel, type KestrelApp } from '../../support/kestrelApp.ts';

const app = ({ request: { scheme, protocol }, response }: HttpContext): Promise<void> | undefined =>
  response.write(`${scheme} ${protocol}`);

/** A server that is only told by its options where to listen. */
function start(
  t: TestContext,
  configure: (options: KestrelServerOptions) => void,
  addresses: string[] = [],
): Promise<KestrelApp> {
  return startKestrel(t, app, { addresses, configure });
}

/** The answer over HTTP/2 to a client that does not ask first; over TLS, it offers HTTP/2. */
async function getByHttp2(t: TestContext, url: string): Promise<string> {
  const session = connectHttp2(url, { rejectUnauthorized: false });
  t.after(() => session.destroy());
  const stream = session.request({ ':path': '/' });
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
  return text;
}

async function handshake(
  t: TestContext,
  url: string,
  options: ConnectionOptions = {},
): Promise<TLSSocket> {
  const socket = connectTls({
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    rejectUnauthorized: false,
    ...options,
  });
  t.after(() => socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

function subjectOf(socket: TLSSocket): string {
  return String(socket.getPeerCertificate().subject.CN);
}

describe('Endpoints of KestrelServerOptions', { timeout: 60_000 }, () => {
  it('are listened on, and shown as they were bound', async (t) => {
    const { addresses, log } = await start(t, (options) => {
      options.listen('127.0.0.1', 0).listen('::1', 0).listenAnyIP(0);
    });
    assert.equal(addresses.length, 3);
    assert.match(addresses[0] ?? '', /^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    assert.match(addresses[1] ?? '', /^http:\/\/\[::1\]:[1-9]\d*$/);
    assert.match(addresses[2] ?? '', /^http:\/\/(\[::\]|0\.0\.0\.0):[1-9]\d*$/);
    for (const address of addresses) {
      const url = address.replace(/\[::\]|0\.0\.0\.0/, '127.0.0.1');
      assert.equal(await (await fetch(url)).text(), 'http HTTP/1.1');
    }
    assert.ok(!log.lines.some((line) => line.includes('by default')));
  });

  it('may be a unix socket', { skip: process.platform === 'win32' }, async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kestrel-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const socketPath = path.join(folder, 'app.sock');
    const { server, addresses } = await start(t, (options) => options.listenUnixSocket(socketPath));
    assert.deepEqual(addresses, [`http://unix:${socketPath}`]);
    const message = request({ socketPath, path: '/' }).end();
    const [response] = (await once(message, 'response')) as [Readable];
    assert.equal(String((await response.toArray())[0]), 'http HTTP/1.1');
    await server.stop(AbortSignal.abort());
    assert.equal(existsSync(socketPath), false);
  });

  it('may be localhost, which has no port 0', async (t) => {
    const { port } = await startKestrel(t, app);
    await assert.rejects(
      start(t, (options) => options.listenLocalhost(port)),
      { message: `Failed to bind to address http://localhost:${port}: address already in use.` },
    );
    await assert.rejects(
      start(t, (options) => options.listenLocalhost(0)),
      { message: /^Dynamic port binding is not supported when binding to localhost\./ },
    );
  });

  it('win over addresses, with a warning', async (t) => {
    const { addresses, log } = await start(t, (options) => options.listen('127.0.0.1', 0), [
      'http://127.0.0.1:1',
      'http://*:2',
    ]);
    assert.equal(addresses.length, 1);
    assert.equal(await (await fetch(addresses[0] ?? '')).text(), 'http HTTP/1.1');
    assert.deepEqual(
      log.lines.filter((line) => line.startsWith('warning')),
      [
        "warning: Overriding address(es) 'http://127.0.0.1:1, http://*:2'. Binding to endpoints defined via IConfiguration and/or UseKestrel() instead.",
      ],
    );
  });

  it('have certificates of their own, or that of the server', async (t) => {
    const main = makeCertificate(t, 'main.example');
    const own = makeCertificate(t, 'own.example');
    const { addresses } = await start(t, (options) => {
      options.https = { pfx: main.pfx, passphrase: 'secret', clientCertificateMode: 'allow' };
      options
        .listen('127.0.0.1', 0, (endpoint) => endpoint.useHttps())
        .listen('127.0.0.1', 0, (endpoint) => {
          endpoint.useHttps({ cert: own.cert, key: readFileSync(own.key) });
        })
        .listen('127.0.0.1', 0);
    });
    const [first = '', second = '', third = ''] = addresses;
    assert.equal(subjectOf(await handshake(t, first)), 'main.example');
    assert.equal(subjectOf(await handshake(t, second)), 'own.example');
    assert.match(first, /^https:/);
    assert.match(third, /^http:/);
    assert.equal(await (await fetch(third)).text(), 'http HTTP/1.1');
  });

  it('speak the versions of TLS that they are told', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const { addresses } = await start(t, (options) => {
      options.https = { cert, key };
      options
        .listen('127.0.0.1', 0, (endpoint) => endpoint.useHttps({ sslProtocols: ['tls12'] }))
        .listen('127.0.0.1', 0, (endpoint) => endpoint.useHttps({ sslProtocols: ['tls13'] }));
    });
    const [old = '', recent = ''] = addresses;
    assert.equal((await handshake(t, old)).getProtocol(), 'TLSv1.2');
    assert.equal((await handshake(t, recent)).getProtocol(), 'TLSv1.3');
    await assert.rejects(handshake(t, recent, { maxVersion: 'TLSv1.2' }), /protocol version/);
  });

  it('fail the start with what is wrong with their certificate, also on localhost', async (t) => {
    const missing = path.join(tmpdir(), 'no-such-certificate.pem');
    await assert.rejects(
      start(t, (options) => {
        options.listenLocalhost(5999, (endpoint) =>
          endpoint.useHttps({ cert: missing, key: missing }),
        );
      }),
      { code: 'ENOENT', syscall: /^(open|stat)$/ },
    );
  });

  it('speak HTTP/1.1 alone when told so, and say so to others in their language', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const { addresses } = await start(t, (options) => {
      options.https = { cert, key };
      options.configureEndpointDefaults((endpoint) => (endpoint.protocols = 'http1'));
      options.listen('127.0.0.1', 0).listen('127.0.0.1', 0, (endpoint) => endpoint.useHttps());
    });
    const [plain = '', secure = ''] = addresses;
    assert.equal(await (await fetch(plain)).text(), 'http HTTP/1.1');
    const socket = connectTcp(Number(new URL(plain).port), '127.0.0.1');
    t.after(() => socket.destroy());
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    const answer = Buffer.concat((await socket.toArray()) as Buffer[]);
    // GOAWAY, no stream, HTTP_1_1_REQUIRED.
    assert.equal(answer.toString('hex'), '000008070000000000000000000000000d');
    const tls = await handshake(t, secure, { ALPNProtocols: ['h2', 'http/1.1'] });
    assert.equal(tls.alpnProtocol, 'http/1.1');
  });

  it('speak HTTP/2 alone when told so', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const { addresses } = await start(t, (options) => {
      options.https = { cert, key };
      options
        .listen('127.0.0.1', 0, (endpoint) => (endpoint.protocols = 'http2'))
        .listen('127.0.0.1', 0, (endpoint) => (endpoint.useHttps().protocols = 'http2'));
    });
    const [plain = '', secure = ''] = addresses;
    assert.equal(await getByHttp2(t, plain), 'http HTTP/2');
    assert.equal(await getByHttp2(t, secure), 'https HTTP/2');
    await assert.rejects(fetch(plain));
    const silent = await handshake(t, secure);
    assert.deepEqual(await silent.toArray(), [], 'closed without a word');
    await assert.rejects(handshake(t, secure, { ALPNProtocols: ['http/1.1'] }));
  });

  it('are refused where they are named when they cannot be', async (t) => {
    await start(t, (options) => {
      assert.throws(() => options.listen('localhost', 5000), {
        name: 'TypeError',
        message: "'localhost' is not an IP address. There are listenLocalhost and listenAnyIP too.",
      });
      for (const port of [-1, 65_536, 1.5, Number.NaN]) {
        const error = {
          name: 'RangeError',
          message: 'A port must be a whole number from 0 to 65535.',
        };
        assert.throws(() => options.listen('127.0.0.1', port), error);
        assert.throws(() => options.listenAnyIP(port), error);
        assert.throws(() => options.listenLocalhost(port), error);
      }
      assert.throws(() => options.listenUnixSocket('app.sock'), {
        name: 'TypeError',
        message: 'Unix socket path must be absolute.',
      });
      assert.throws(() => options.listenNamedPipe('\\\\.\\pipe\\app'), TypeError);
      assert.equal(options.endpoints.length, 0);
      options.listen('127.0.0.1', 0);
    });
  });

  it('count their connections together', async (t) => {
    const { addresses, log } = await start(t, (options) => {
      options.limits.maxConcurrentConnections = 1;
      options.listen('127.0.0.1', 0).listen('127.0.0.1', 0);
    });
    const [first, second] = addresses.map((address) => Number(new URL(address).port));
    const one = connectTcp(first ?? 0, '127.0.0.1');
    t.after(() => one.destroy());
    one.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await once(one, 'data');
    const two = connectTcp(second ?? 0, '127.0.0.1');
    t.after(() => two.destroy());
    two.on('error', () => undefined);
    await once(two, 'close');
    assert.ok(log.lines.some((line) => line.includes('maximum number of concurrent connections')));
  });
});

describe('Addresses of a server', { timeout: 60_000 }, () => {
  it('cannot be changed by the app once the server binds them', async (t) => {
    const { addresses } = await startKestrel(t, app);
    const list = addresses as string[];
    const error = {
      message: 'IServerAddressesFeature.Addresses cannot be modified after the server has started.',
    };
    assert.throws(() => list.push('http://*:1'), error);
    assert.throws(() => (list[0] = 'http://*:1'), error);
    assert.throws(() => list.pop(), error);
    assert.throws(() => list.splice(0), error);
    assert.equal(list.length, 1);
    assert.match(list[0] ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
  });
});
