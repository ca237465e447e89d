import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { describe, it } from 'node:test';
import { RawClient, exchangeRaw } from './rawClient.ts';
import { nodeWorker, startSite } from './site.ts';

interface RawAnswer {
  method: string;
  target: string;
  connection: number;
  requests: number;
}

interface Echo {
  method: string;
  url: string;
  rawHeaders: string[];
  body: string;
}

function header(rawHeaders: readonly string[], name: string): string | undefined {
  const at = rawHeaders.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === name);
  return at < 0 ? undefined : rawHeaders[at + 1];
}

describe('Forwarding', { timeout: 60_000 }, () => {
  it('keeps a connection to the worker for one request after the other', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const answers: RawAnswer[] = [];
    for (let i = 0; i < 3; i++) answers.push((await (await fetch(url)).json()) as RawAnswer);
    assert.deepEqual(
      answers.map(({ connection, requests }) => [connection, requests]),
      [
        [1, 1],
        [1, 2],
        [1, 3],
      ],
    );
  });

  it('answers pipelined requests in order', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const answer = await exchangeRaw(
      t,
      port,
      'GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\nGET /c HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
    );
    assert.deepEqual(answer.match(/"target":"\/\w"/g), [
      '"target":"/a"',
      '"target":"/b"',
      '"target":"/c"',
    ]);
  });

  it('takes the chunks off an answer and puts its own on', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const text = 'GET /chunked-bytes HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';
    const answer = await exchangeRaw(t, port, text);
    assert.match(answer, /\r\nTransfer-Encoding: chunked\r\n/);
    assert.ok(answer.endsWith('\r\n0\r\n\r\n'));
    const response = await fetch(`http://127.0.0.1:${port}/chunked-bytes`);
    assert.equal(await response.text(), 'abcdefg');
  });

  it('ends an answer of unknown length with the connection for an HTTP/1.0 client', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const answer = await exchangeRaw(t, port, 'GET /chunked-bytes HTTP/1.0\r\n\r\n');
    assert.doesNotMatch(answer, /transfer-encoding/i);
    assert.ok(answer.endsWith('\r\n\r\nabcdefg'));
  });

  it('keeps an HTTP/1.0 connection when asked to', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const client = await RawClient.connect(t, port);
    client.write('GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
    assert.match(await client.until(/"target":"\/a".*\}/), /\r\nConnection: keep-alive\r\n/);
    client.write('GET /b HTTP/1.0\r\n\r\n');
    assert.match(await client.untilClosed(), /"target":"\/b"/);
  });

  it('relays answers that end with the connection, and old ones', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    assert.equal(await (await fetch(`${url}/until-close`)).text(), 'until the end');
    const old = await fetch(`${url}/http10`);
    assert.deepEqual([old.statusText, await old.text()], ['Fine', 'ok']);
  });

  it('relays interim responses', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const client = await RawClient.connect(t, port);
    client.write('GET /hints HTTP/1.1\r\nHost: h\r\n\r\n');
    const answer = await client.until(/after hints/);
    assert.match(
      answer,
      /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a\.css>\r\n\r\nHTTP\/1\.1 200 OK/,
    );
  });

  it('knows which answers have no body', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const client = await RawClient.connect(t, port);
    for (const path of ['/no-content', '/not-modified']) {
      client.write(`GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`);
    }
    client.write('HEAD /x HTTP/1.1\r\nHost: h\r\n\r\nGET /end HTTP/1.1\r\nHost: h\r\n\r\n');
    const answer = await client.until(/"target":"\/end"/);
    assert.deepEqual(answer.match(/HTTP\/1\.1 \d+/g), [
      'HTTP/1.1 204',
      'HTTP/1.1 304',
      'HTTP/1.1 200',
      'HTTP/1.1 200',
    ]);
  });

  it('hands on headers as they are, but for those of one hop and the date', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const client = await RawClient.connect(t, port);
    client.write('GET /hop-by-hop HTTP/1.1\r\nHost: h\r\n\r\n');
    const answer = await client.until(/\r\n\r\nx/);
    assert.doesNotMatch(answer, /inner:|keep-alive|1970/i);
    assert.match(answer, /\r\nServer: Inner\r\n/);
    assert.match(answer, /\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n/);
    assert.equal(answer.match(/\r\nDate: /g)?.length, 1);
  });

  it("closes the client's connection with the worker's when the module is to do that", async (t) => {
    const { port } = await startSite(t, {
      worker: nodeWorker('raw.mjs'),
      module: { forwardResponseConnectionHeader: true },
    });
    const client = await RawClient.connect(t, port);
    client.write('GET /stays HTTP/1.1\r\nHost: h\r\n\r\n');
    assert.doesNotMatch(await client.until(/"target":"\/stays"/), /connection: close/i);
    client.write('GET /closes-after HTTP/1.1\r\nHost: h\r\n\r\n');
    assert.match(await client.untilClosed(), /\r\nConnection: close\r\n[^]*\r\n\r\nlast$/);
  });

  it('keeps trailers to itself, either way', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('trailers.mjs') });
    const client = await RawClient.connect(t, port);
    client.write(
      'POST / HTTP/1.1\r\nHost: h\r\nTE: trailers\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\nMS-ASPNETCORE-TOKEN: forged\r\n\r\n',
    );
    const answer = await client.until(/0\r\n\r\n$/);
    assert.match(answer, /\{"body":"body","te":null,"trailers":\[\]\}/);
    assert.doesNotMatch(answer, /checksum/i);
  });

  it('hands on bytes outside of ASCII as they are', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const client = await RawClient.connect(t, port);
    client.write('GET /latin1 HTTP/1.1\r\nHost: h\r\n\r\n');
    assert.match(await client.until(/\r\n\r\nx/), /X-Name: caf\xe9\r\n/);
  });

  it('asks the worker in origin form when the client asks in absolute form', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const client = await RawClient.connect(t, port);
    client.write('GET http://h/a?b HTTP/1.1\r\nHost: h\r\n\r\n');
    assert.match(await client.until(/\}/), /"target":"\/a\?b"/);
  });

  it('adds a Host for a client that may do without', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const answer = await exchangeRaw(t, port, 'GET / HTTP/1.0\r\n\r\n');
    assert.match(answer, new RegExp(`"Host","127\\.0\\.0\\.1:${port}"`));
  });

  it('opens no tunnel to elsewhere', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const answer = await exchangeRaw(t, port, 'CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 405 /);
  });

  it('waits for 100 Continue from the worker', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const body = await new Promise<string>((resolve, reject) => {
      const headers = { Expect: '100-continue', 'Content-Length': 5 };
      const outgoing = request(url, { method: 'POST', headers });
      outgoing.once('continue', () => outgoing.end('hello'));
      outgoing.once('error', reject);
      outgoing.once('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve(text));
      });
    });
    assert.equal((JSON.parse(body) as Echo).body, 'hello');
  });

  it('sends a body in chunks when its length is unknown', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const client = await RawClient.connect(t, port);
    client.write(
      'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n',
    );
    client.write('1\r\n \r\n');
    client.write('5\r\nworld\r\n0\r\nTrailer: x\r\n\r\n');
    const answer = await client.until(/"body":"[^"]*"\}/);
    const echo = JSON.parse(answer.slice(answer.indexOf('{'))) as Echo;
    assert.equal(echo.body, 'hello world');
    assert.equal(header(echo.rawHeaders, 'transfer-encoding'), 'chunked');
    assert.equal(header(echo.rawHeaders, 'trailer'), undefined);
  });

  it('carries large bodies both ways unchanged', async (t) => {
    const { url } = await startSite(t, { worker: nodeWorker('stream.mjs') });
    const body = randomBytes(20_000_000);
    const response = await fetch(`${url}/echo`, { method: 'POST', body });
    const echoed = Buffer.from(await response.arrayBuffer());
    assert.ok(echoed.equals(body));
  });

  it('closes the connection when the worker answers before the body has ended', async (t) => {
    const { port } = await startSite(t, { worker: nodeWorker('raw.mjs') });
    const client = await RawClient.connect(t, port);
    client.write('POST /answers-early HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nbegin');
    const answer = await client.untilClosed();
    assert.match(answer, /\r\nConnection: close\r\n/);
    assert.ok(answer.endsWith('I know enough'));
  });

  it('refuses a body that is larger than the site takes', async (t) => {
    const { port } = await startSite(t, {
      worker: nodeWorker('echo.mjs'),
      maxRequestBodySize: 1000,
    });
    const known = await exchangeRaw(
      t,
      port,
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n',
    );
    assert.match(known, /^HTTP\/1\.1 413 /);
    const unknown = await exchangeRaw(
      t,
      port,
      `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n${'x'.repeat(1001)}\r\n`,
    );
    assert.match(unknown, /^HTTP\/1\.1 413 /);
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      body: 'x'.repeat(1000),
    });
    assert.equal(response.status, 200);
  });

  it('tells the worker when the client has gone', async (t) => {
    const { port, url } = await startSite(t, { worker: nodeWorker('stream.mjs') });
    const client = await RawClient.connect(t, port);
    client.write('GET /wait HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.until(/waiting/);
    client.socket.destroy();
    assert.equal(await (await fetch(`${url}/aborted`)).text(), 'aborted');
  });
});
