import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it, type TestContext } from 'node:test';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { createCertificate } from '../../support/certificate.ts';
import { skipWithout } from '../../../scripts/support/systemPrograms.mjs';
import { startKestrel, type KestrelApp } from '../../support/kestrelApp.ts';

/** What a program wrote and how it ended. The server is in this process, so nothing may wait for it. */
function run(
  program: string,
  args: readonly string[],
  input = '',
): Promise<{ code: number; output: string; errors: string }> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout: 60_000 }, (error, output, errors) => {
      resolve({ code: Number(error?.code ?? 0), output, errors });
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** curl without a configuration file of the user. */
const curl = (...args: string[]): ReturnType<typeof run> => run('curl', ['-q', '-sS', ...args]);

async function serve({ request, response }: HttpContext): Promise<void> {
  if (request.path === '/ignored') return;
  if (request.path === '/late') throw new Error('no');
  const size = (await request.bytes()).length;
  response.contentType = 'text/plain';
  await response.write(`${request.method} ${request.protocol} ${request.path} ${size}`);
}

const start = (t: TestContext): Promise<KestrelApp> =>
  startKestrel(t, serve, { configure: ({ limits }) => (limits.maxRequestBodySize = 3_000_000) });

async function startTls(t: TestContext): Promise<KestrelApp> {
  const { cert, key } = await createCertificate();
  return startKestrel(t, serve, {
    addresses: ['https://127.0.0.1:0'],
    configure: (options) => {
      options.https = { cert: Buffer.from(cert), key: Buffer.from(key) };
    },
  });
}

describe('curl', { skip: skipWithout('curl'), timeout: 90_000 }, () => {
  it('speaks each version of HTTP', async (t) => {
    const { url } = await start(t);
    const { url: tlsUrl } = await startTls(t);
    for (const [flag, address, expected] of [
      ['--http1.0', url, 'GET HTTP/1.0 / 0'],
      ['--http1.1', url, 'GET HTTP/1.1 / 0'],
      // Offers the upgrade that nobody takes any more.
      ['--http2', url, 'GET HTTP/1.1 / 0'],
      ['--http2-prior-knowledge', url, 'GET HTTP/2 / 0'],
      ['--http1.1', tlsUrl, 'GET HTTP/1.1 / 0'],
      ['--http2', tlsUrl, 'GET HTTP/2 / 0'],
    ] as const) {
      const { output, errors } = await curl('-k', flag, address);
      assert.equal(output, expected, `${flag} ${errors}`);
    }
  });

  for (const version of ['--http1.1', '--http2-prior-knowledge']) {
    it(`uses its connection again, ${version}`, async (t) => {
      const { url } = await start(t);
      const format = ['-w', '%{num_connects},', '-o', '/dev/null'];
      const targets = [1, 2, 3].flatMap((i) => [...format, `${url}/${i}`]);
      assert.equal((await curl(version, ...targets)).output, '1,0,0,');
    });

    it(`asks for the head alone, ${version}`, async (t) => {
      const { url } = await start(t);
      const { output } = await curl(version, '-I', url);
      assert.match(output, /^HTTP\/\S+ 200/);
      assert.match(output, /\ncontent-type: text\/plain/i);
      assert.match(output, /\nserver: Kestrel/i);
    });

    it(`sends bodies whose length it knows, and others, ${version}`, async (t) => {
      const { url } = await start(t);
      const body = 'x'.repeat(2_000_000);
      const args = ['-q', '-sS', version, '-T', '-'];
      for (const lines of [[], ['-H', 'Content-Length: 2000000', '-H', 'Transfer-Encoding:']]) {
        const { output, errors } = await run('curl', [...args, ...lines, `${url}/put`], body);
        assert.match(output, /^PUT \S+ \/put 2000000$/, errors);
      }
    });

    it(`learns that its body is too large, ${version}`, async (t) => {
      const { url } = await start(t);
      const args = ['-q', '-sS', version, '-w', '%{http_code}', '--data-binary', '@-', url];
      // Also when the answer and the word to stop would come together.
      for (let i = 0; i < 5; i++) {
        const { output, errors } = await run('curl', args, 'x'.repeat(3_000_001));
        assert.equal(output, '413', errors);
      }
    });
  }

  it('waits for 100 Continue, and does without the answer that does not come', async (t) => {
    const { url } = await start(t);
    const send = (path: string): ReturnType<typeof run> =>
      curl(
        '-v',
        '--expect100-timeout',
        '30',
        '-H',
        'Expect: 100-continue',
        '-d',
        'body',
        url + path,
      );
    const read = await send('/');
    assert.match(read.errors, /< HTTP\/1\.1 100 Continue[^]*< HTTP\/1\.1 200 OK/);
    assert.equal(read.output, 'POST HTTP/1.1 / 4');
    const ignored = await send('/ignored');
    assert.doesNotMatch(ignored.errors, /100 Continue/);
    assert.match(ignored.errors, /< HTTP\/1\.1 200 OK[^]*< Connection: close/);
    assert.equal(ignored.code, 0);
  });

  it('is told what is wrong with its request', async (t) => {
    const { url } = await start(t);
    const status = async (...args: string[]): Promise<string> =>
      (await curl('-o', '/dev/null', '-w', '%{http_code}', ...args)).output;
    assert.equal(await status('-H', 'Host: a=b', url), '400');
    assert.equal(await status('-H', 'Host:', url), '400');
    assert.equal(await status('-H', 'Transfer-Encoding: gzip', '-d', 'x', url), '400');
    assert.equal(await status('--request-target', '*', url), '405');
    assert.equal(await status(`${url}/${'a'.repeat(9000)}`), '414');
    assert.equal(await status('-H', `X: ${'a'.repeat(33_000)}`, url), '431');
    assert.equal(await status(`${url}/late`), '500');
  });

  it('normalises paths as little as it is told to, and the server does the rest', async (t) => {
    const { url } = await start(t);
    assert.match((await curl('--path-as-is', `${url}/a/../b/./c`)).output, / \/b\/c 0$/);
  });
});

describe('wrk', { skip: skipWithout('wrk'), timeout: 90_000 }, () => {
  for (const path of ['', '/long/path?with=query']) {
    it(`gets an answer to everything it asks of ${path || '/'}`, async (t) => {
      const { url } = await start(t);
      const { output, errors } = await run('wrk', ['-t1', '-c32', '-d1', `${url}${path}`]);
      assert.match(output, /[1-9]\d* requests in/, errors);
      assert.doesNotMatch(output, /Non-2xx|Socket errors/);
    });
  }
});

describe('h2load', { skip: skipWithout('h2load'), timeout: 90_000 }, () => {
  for (const [name, args, isTls] of [
    ['HTTP/2 by prior knowledge', [], false],
    ['HTTP/2 by ALPN', [], true],
    ['HTTP/1.1', ['--h1'], false],
  ] as const) {
    it(`gets an answer to every request of ${name}`, async (t) => {
      const { url } = isTls ? await startTls(t) : await start(t);
      const load = ['-n', '2000', '-c', '8', '-m', '20', ...args, url];
      const { output, errors } = await run('h2load', load);
      assert.match(output, /requests: 2000 total, 2000 started, 2000 done, 2000 succeeded/, errors);
      assert.match(output, /status codes: 2000 2xx/);
    });
  }
});

describe('ab', { skip: skipWithout('ab'), timeout: 90_000 }, () => {
  it('keeps the connections of HTTP/1.0', async (t) => {
    const { url } = await startKestrel(t, ({ response }) => {
      response.contentLength = 2;
      return response.write('ok');
    });
    const { output, errors } = await run('ab', ['-k', '-n', '500', '-c', '4', `${url}/`]);
    assert.match(output, /Complete requests: +500\n/, errors);
    assert.match(output, /Failed requests: +0\n/);
    assert.match(output, /Keep-Alive requests: +500\n/);
  });
});
