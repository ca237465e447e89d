import assert from 'node:assert/strict';
import { X509Certificate, randomBytes } from 'node:crypto';
import { type ClientHttp2Session, connect } from 'node:http2';
import { request } from 'node:https';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createCertificate } from './certificates.ts';
import { nodeWorker, startSite } from './site.ts';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

interface Echo {
  url: string;
  rawHeaders: string[];
  body: string;
}

function valueOf({ body }: Answer, name: string): string | undefined {
  const { rawHeaders } = JSON.parse(body.toString()) as Echo;
  const at = rawHeaders.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === name);
  return at < 0 ? undefined : rawHeaders[at + 1];
}

function ask(url: string, options: object = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { rejectUnauthorized: false, agent: false, ...options },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0, headers } = response;
          resolve({ status: statusCode, headers, body: Buffer.concat(chunks) });
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end();
  });
}

function openHttp2(t: TestContext, url: string): ClientHttp2Session {
  const session = connect(url, { rejectUnauthorized: false });
  session.on('error', () => {});
  t.after(() => session.destroy());
  return session;
}

function askHttp2(
  session: ClientHttp2Session,
  headers: Record<string, string | string[]>,
  body?: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers);
    let answer: Record<string, string | string[] | undefined> = {};
    const chunks: Buffer[] = [];
    stream.on('response', (received) => {
      answer = received;
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('close', () => {
      resolve({ status: Number(answer[':status']), headers: answer, body: Buffer.concat(chunks) });
    });
    stream.end(body);
  });
}

const httpsUrls = ['https://127.0.0.1:0'];

describe('https', { timeout: 60_000 }, () => {
  it('tells the worker that the client came over https', async (t) => {
    const certificate = createCertificate('site');
    const { url } = await startSite(t, {
      urls: httpsUrls,
      certificate,
      worker: nodeWorker('echo.mjs'),
    });
    assert.match(url, /^https:/);
    const answer = await ask(`${url}/a`);
    assert.equal(valueOf(answer, 'x-forwarded-proto'), 'https');
    assert.equal(valueOf(answer, 'ms-aspnetcore-clientcert'), undefined);
  });

  it('is refused without a certificate, in the words of Kestrel', async (t) => {
    await assert.rejects(startSite(t, { urls: httpsUrls, worker: nodeWorker('echo.mjs') }), {
      code: 'no-certificate',
      message: /^Unable to configure HTTPS endpoint\. No server certificate was specified/,
    });
  });

  it("breaks the client's connection when the worker breaks off", async (t) => {
    const { url } = await startSite(t, {
      urls: httpsUrls,
      certificate: createCertificate('site'),
      worker: nodeWorker('raw.mjs'),
    });
    await assert.rejects(ask(`${url}/half-chunked`));
    assert.equal((await ask(`${url}/next`)).status, 200);
  });

  it("hands on the client's certificate when the site asks for it", async (t) => {
    const certificate = createCertificate('site');
    const client = createCertificate('somebody');
    const { url } = await startSite(t, {
      urls: httpsUrls,
      certificate: { ...certificate, requestCert: true },
      worker: nodeWorker('echo.mjs'),
    });
    const headers = { 'MS-ASPNETCORE-CLIENTCERT': 'forged' };
    const without = await ask(url, { headers });
    assert.equal(valueOf(without, 'ms-aspnetcore-clientcert'), undefined);
    const answer = await ask(url, { ...client, headers });
    const sent = new X509Certificate(
      Buffer.from(valueOf(answer, 'ms-aspnetcore-clientcert') ?? '', 'base64'),
    );
    assert.equal(sent.subject, 'CN=somebody');
  });
});

describe('HTTP/2 in front', { timeout: 60_000 }, () => {
  it('is HTTP/1.1 behind', async (t) => {
    const certificate = createCertificate('site');
    const { url } = await startSite(t, {
      urls: httpsUrls,
      certificate,
      worker: nodeWorker('echo.mjs'),
    });
    const session = openHttp2(t, url);
    const answer = await askHttp2(
      session,
      {
        ':method': 'POST',
        ':path': '/a?b=c',
        cookie: ['a=1', 'b=2'],
        te: 'trailers',
        'ms-aspnetcore-token': 'forged',
      },
      Buffer.from('hello'),
    );
    assert.equal(answer.status, 200);
    const echo = JSON.parse(answer.body.toString()) as Echo;
    assert.deepEqual([echo.url, echo.body], ['/a?b=c', 'hello']);
    assert.equal(valueOf(answer, 'host'), new URL(url).host);
    assert.equal(valueOf(answer, 'cookie'), 'a=1; b=2');
    assert.equal(valueOf(answer, 'x-forwarded-proto'), 'https');
    assert.equal(valueOf(answer, 'te'), undefined);
    assert.notEqual(valueOf(answer, 'ms-aspnetcore-token'), 'forged');
    assert.equal(answer.headers['connection'], undefined);
  });

  it('carries many requests at a time, and large bodies', async (t) => {
    const certificate = createCertificate('site');
    const { url } = await startSite(t, {
      urls: httpsUrls,
      certificate,
      worker: nodeWorker('stream.mjs'),
    });
    const session = openHttp2(t, url);
    const bodies = Array.from({ length: 20 }, () => randomBytes(500_000));
    const answers = await Promise.all(
      bodies.map((body) => askHttp2(session, { ':method': 'POST', ':path': '/echo' }, body)),
    );
    for (const [index, body] of bodies.entries()) assert.ok(answers[index]?.body.equals(body));
  });

  it('gets the same pages', async (t) => {
    const certificate = createCertificate('site');
    const { url } = await startSite(t, {
      urls: httpsUrls,
      certificate,
      worker: nodeWorker('raw.mjs'),
      maxRequestBodySize: 10,
    });
    const session = openHttp2(t, url);
    const large = { ':method': 'POST', ':path': '/' };
    assert.equal((await askHttp2(session, large, Buffer.alloc(11))).status, 413);
    assert.equal((await askHttp2(session, { ':path': '/garbage' })).status, 502);
    assert.equal((await askHttp2(session, { ':path': '/two-types' })).status, 502);
    assert.equal((await askHttp2(session, { ':path': '/no-content' })).status, 204);
    assert.equal(
      (await askHttp2(session, { ':path': '/chunked-bytes' })).body.toString(),
      'abcdefg',
    );
    for (const path of ['/half', '/half-chunked']) {
      await assert.rejects(askHttp2(session, { ':path': path }), /NGHTTP2_INTERNAL_ERROR/);
    }
  });

  it('opens no tunnels', async (t) => {
    const certificate = createCertificate('site');
    const { url } = await startSite(t, {
      urls: httpsUrls,
      certificate,
      worker: nodeWorker('echo.mjs'),
    });
    const session = openHttp2(t, url);
    const tunnel = { ':method': 'CONNECT', ':authority': 'elsewhere:80' };
    assert.equal((await askHttp2(session, tunnel)).status, 405);
  });
});
