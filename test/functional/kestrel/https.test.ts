import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { Agent, request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { TLSSocket } from 'node:tls';
import type { FeatureKey } from '../../../server-runtime/http/featureKey.ts';
import { IConnectionIdFeature } from '../../../server-runtime/http/features/connectionIdFeature.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { ITlsHandshakeFeature } from '../../../server-runtime/http/features/tlsHandshakeFeature.ts';
import { CertificateStore } from '../../../server-runtime/servers/kestrel/certificateStore.ts';
import { findDevelopmentCertificate } from '../../../server-runtime/servers/shared/developmentCertificate.ts';
import { makeCertificate } from '../../support/certificates.ts';
import { RawClient, startKestrel } from '../../support/kestrelApp.ts';

interface Answer {
  text: string;
  /** Common name of the server's certificate. */
  subject: string;
}

function get(port: number, options: RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(
      { port, host: '127.0.0.1', rejectUnauthorized: false, agent: false, ...options },
      (message) => {
        const { CN } = (message.socket as TLSSocket).getPeerCertificate().subject;
        let text = '';
        message.setEncoding('utf8');
        message.on('data', (chunk: string) => (text += chunk));
        message.on('end', () => resolve({ text, subject: String(CN) }));
      },
    )
      .on('error', reject)
      .setTimeout(5000, function (this: { destroy(): void }) {
        this.destroy();
      })
      .end();
  });
}

async function describeConnection(context: HttpContext): Promise<void> {
  const tls = context.features.get(ITlsHandshakeFeature);
  await context.response.write(
    [
      context.request.scheme,
      context.request.protocol,
      tls?.protocol,
      tls?.hostName,
      context.connection.clientCertificate?.subject ?? 'nobody',
    ].join(' '),
  );
}

const one = ['https://127.0.0.1:0'];

describe('KestrelServer with https', () => {
  it('serves with a PEM certificate, and tells the app about the connection', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const { port, url } = await startKestrel(t, describeConnection, {
      addresses: one,
      configure: (options) => (options.https = { cert, key: readFileSync(key) }),
    });
    assert.match(url, /^https:\/\/127\.0\.0\.1:\d+$/);
    const { text } = await get(port, { servername: 'localhost' });
    assert.equal(text, 'https HTTP/1.1 TLSv1.3 localhost nobody');
  });

  for (const isHttp2 of [false, true]) {
    const protocol = isHttp2 ? 'HTTP/2' : 'HTTP/1.1';
    it(`shows features of the connection again that a request had replaced, over ${protocol}`, async (t) => {
      const { cert, key } = makeCertificate(t, 'localhost');
      const seen: unknown[] = [];
      const { port } = await startKestrel(
        t,
        ({ features, request: { protocol: spoken } }) => {
          for (const feature of [
            ITlsHandshakeFeature,
            IConnectionIdFeature,
          ] as FeatureKey<object>[]) {
            const original = features.get(feature);
            const own = {};
            features.set(feature, own);
            seen.push(spoken, features.get(feature) === own);
            features.set(feature, null);
            seen.push(original !== undefined && features.get(feature) === original);
            const { revision } = features;
            features.set(feature, null);
            seen.push(features.get(feature) === original && features.revision === revision);
          }
        },
        { addresses: one, configure: (options) => (options.https = { cert, key }) },
      );
      if (isHttp2) {
        const session = connectHttp2(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
        t.after(() => session.destroy());
        await once(session.request().resume(), 'end');
      } else await get(port);
      assert.deepEqual(seen, [protocol, true, true, true, protocol, true, true, true]);
    });
  }

  it('serves with a PFX certificate', async (t) => {
    const { pfx } = makeCertificate(t, 'pfx.example');
    const { port } = await startKestrel(t, describeConnection, {
      addresses: one,
      configure: (options) => (options.https = { pfx, passphrase: 'secret' }),
    });
    assert.equal((await get(port)).subject, 'pfx.example');
  });

  it('chooses the certificate by the name that the client asks for', async (t) => {
    const main = makeCertificate(t, 'main.example');
    const other = makeCertificate(t, 'other.example');
    const { port } = await startKestrel(t, describeConnection, {
      addresses: one,
      configure: (options) =>
        (options.https = {
          cert: main.cert,
          key: main.key,
          serverNames: { '*.example': { cert: other.cert, key: other.key } },
        }),
    });
    assert.equal((await get(port, { servername: 'OTHER.example' })).subject, 'other.example');
    assert.equal((await get(port, { servername: 'a.b.example' })).subject, 'main.example');
    assert.equal((await get(port)).subject, 'main.example');
  });

  it('asks for client certificates when it is told to', async (t) => {
    const server = makeCertificate(t, 'localhost');
    const client = makeCertificate(t, 'client.example');
    const credentials = { cert: readFileSync(client.cert), key: readFileSync(client.key) };
    for (const mode of ['none', 'allow', 'require'] as const) {
      const { port } = await startKestrel(t, describeConnection, {
        addresses: one,
        configure: (options) =>
          (options.https = {
            cert: server.cert,
            key: server.key,
            clientCertificateMode: mode,
            clientCertificateAuthorities: client.cert,
          }),
      });
      const shown = await get(port, credentials);
      assert.match(shown.text, mode === 'none' ? /nobody$/ : /CN=client\.example$/);
      if (mode === 'require') await assert.rejects(get(port));
      else assert.match((await get(port)).text, /nobody$/);
    }
  });

  it('ends a handshake that goes on for too long, and one that is none', async (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const { port, log } = await startKestrel(t, describeConnection, {
      addresses: one,
      configure: (options) => (options.https = { cert, key, handshakeTimeout: 100 }),
    });
    assert.equal(await new RawClient(t, port).closed(), '');
    await new RawClient(t, port).send('GET / HTTP/1.1\r\n\r\n').closed();
    const failed = log.entries.filter(({ message }) =>
      message.startsWith('Failed to authenticate'),
    );
    assert.equal(failed.length, 2);
    assert.match(String(failed[0]?.error), /TLS handshake timeout/);
  });

  it('takes a changed certificate into use without closing connections', async (t) => {
    const first = makeCertificate(t, 'first.example');
    const second = makeCertificate(t, 'second.example');
    const { port, server } = await startKestrel(t, describeConnection, {
      addresses: one,
      configure: (options) => (options.https = { cert: first.cert, key: first.key }),
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    assert.equal((await get(port, { agent })).subject, 'first.example');
    copyFileSync(second.cert, first.cert);
    copyFileSync(second.key, first.key);
    utimesSync(first.cert, new Date(), new Date(Date.now() + 5000));
    server.reloadCertificates();
    assert.equal((await get(port, { agent })).subject, 'first.example');
    assert.equal((await get(port)).subject, 'second.example');
  });

  it('keeps to its versions of TLS when the certificate has changed', async (t) => {
    const files = makeCertificate(t, 'first.example');
    const { port, server } = await startKestrel(t, describeConnection, {
      addresses: one,
      configure: (options) =>
        (options.https = { cert: files.cert, key: files.key, sslProtocols: ['tls13'] }),
    });
    utimesSync(files.cert, new Date(), new Date(Date.now() + 5000));
    server.reloadCertificates();
    await assert.rejects(get(port, { maxVersion: 'TLSv1.2' }), /alert protocol version/);
    assert.match((await get(port)).text, /TLSv1\.3|Tls13/i);
  });

  it('keeps the certificate that it has when the new one is no good', async (t) => {
    const files = makeCertificate(t, 'first.example');
    const { port, server, log } = await startKestrel(t, describeConnection, {
      addresses: one,
      configure: (options) => (options.https = { cert: files.cert, key: files.key }),
    });
    copyFileSync(files.pfx, files.cert);
    server.reloadCertificates();
    assert.equal((await get(port)).subject, 'first.example');
    assert.ok(log.lines.some((line) => line.startsWith('error: A changed certificate could not')));
  });

  it('does not start with half a certificate or with none that can be read', async (t) => {
    const { cert } = makeCertificate(t, 'localhost');
    for (const https of [{ cert }, { pfx: `${cert}.missing` }]) {
      const started = startKestrel(t, describeConnection, {
        addresses: one,
        configure: (options) => (options.https = https),
      });
      await assert.rejects(started);
    }
  });
});

describe('findDevelopmentCertificate', () => {
  const marker = ['-addext', '1.3.6.1.4.1.311.84.1.1=DER:02'];

  it('finds what dotnet dev-certs keeps, and nothing else beside it', (t) => {
    const home = mkdtempSync(path.join(tmpdir(), 'home-'));
    t.after(() => rmSync(home, { recursive: true, force: true }));
    assert.equal(findDevelopmentCertificate(home), undefined);
    const store = path.join(home, '.dotnet/corefx/cryptography/x509stores/my');
    mkdirSync(store, { recursive: true });
    for (const [name, more] of [
      ['other.pfx', []],
      ['dev.pfx', marker],
    ] as const) {
      const { cert, key } = makeCertificate(t, 'localhost', [...more]);
      execFileSync('openssl', [
        'pkcs12',
        '-export',
        '-in',
        cert,
        '-inkey',
        key,
        '-passout',
        'pass:',
        '-out',
        path.join(store, name),
      ]);
    }
    const found = findDevelopmentCertificate(home);
    assert.equal(found?.origin, 'dotnet');
    assert.equal(path.basename(found?.file ?? ''), 'dev.pfx');
    assert.equal(found?.certificate.subject, 'CN=localhost');
    assert.equal(findDevelopmentCertificate(home, new Date('2000-01-01')), undefined);
  });

  it('finds our own', (t) => {
    const home = mkdtempSync(path.join(tmpdir(), 'home-'));
    t.after(() => rmSync(home, { recursive: true, force: true }));
    const { cert, key } = makeCertificate(t, 'localhost');
    const folder = path.join(home, '.server-profiles/dev-certs');
    mkdirSync(folder, { recursive: true });
    copyFileSync(cert, path.join(folder, 'localhost.crt'));
    copyFileSync(key, path.join(folder, 'localhost.key'));
    const found = findDevelopmentCertificate(home);
    assert.equal(found?.origin, 'ours');
    assert.equal(found?.certificate.subject, 'CN=localhost');
  });
});

describe('CertificateStore', () => {
  it('sees that files have changed', (t) => {
    const { cert, key } = makeCertificate(t, 'localhost');
    const store = new CertificateStore({ cert, key });
    assert.equal(store.reload(), false);
    utimesSync(cert, new Date(), new Date(Date.now() + 5000));
    assert.equal(store.reload(), true);
    assert.equal(store.reload(), false);
  });
});
