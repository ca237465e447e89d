import assert from 'node:assert/strict';
import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { staticFiles } from '../../../server-runtime/middleware/staticFiles/staticFiles.ts';
import { makeFolder, servePipeline, type Site } from './servePipeline.ts';

const css = 'body { color: red }\n';
const settled = new Date('2020-01-02T03:04:05Z');

interface Served {
  root: string;
  site: Site;
}

async function serve(
  t: TestContext,
  files: Record<string, string | Buffer>,
  options: Partial<Parameters<typeof staticFiles>[0]> = {},
): Promise<Served> {
  const root = makeFolder(t, files);
  for (const name of Object.keys(files)) utimesSync(path.join(root, name), settled, settled);
  return { root, site: await servePipeline(t, [staticFiles({ root, ...options })]) };
}

describe('Static files', { timeout: 60_000 }, () => {
  it('sends a file with its type, length, version and time', async (t) => {
    const { site } = await serve(t, { 'a/site.css': css });
    const { status, headers, text } = await site.get('/a/site.css');
    assert.equal(status, 200);
    assert.equal(text, css);
    assert.equal(headers['content-type'], 'text/css; charset=utf-8');
    assert.equal(headers['content-length'], String(css.length));
    assert.equal(headers['last-modified'], 'Thu, 02 Jan 2020 03:04:05 GMT');
    assert.equal(headers['accept-ranges'], 'bytes');
    // .NET: the file time XOR the length, in hexadecimal.
    const fileTime = BigInt(settled.getTime() + 11_644_473_600_000) * 10_000n;
    assert.equal(headers['etag'], `"${(fileTime ^ BigInt(css.length)).toString(16)}"`);
  });

  it('answers HEAD like GET, without a body', async (t) => {
    const { site } = await serve(t, { 'site.css': css });
    const { status, headers, body } = await site.get('/site.css', {
      method: 'HEAD',
      headers: { Range: 'bytes=0-1' },
    });
    assert.equal(status, 200);
    assert.equal(headers['content-length'], String(css.length));
    assert.equal(body.length, 0);
  });

  it('sends an empty file', async (t) => {
    const { site } = await serve(t, { 'empty.txt': '' });
    const { status, headers, body } = await site.get('/empty.txt');
    assert.deepEqual([status, headers['content-length'], body.length], [200, '0', 0]);
  });

  it('sends a large file whole, and any part of it', async (t) => {
    const large = Buffer.alloc(3_000_000, '0123456789');
    const { site } = await serve(t, { 'large.txt': large });
    assert.ok((await site.get('/large.txt')).body.equals(large));
    const part = await site.get('/large.txt', { headers: { Range: 'bytes=1999999-2500000' } });
    assert.equal(part.status, 206);
    assert.equal(part.headers['content-range'], 'bytes 1999999-2500000/3000000');
    assert.ok(part.body.equals(large.subarray(1_999_999, 2_500_001)));
  });

  for (const [what, method, target] of [
    ['another method', 'POST', '/site.css'],
    ['a missing file', 'GET', '/missing.css'],
    ['a folder', 'GET', '/folder'],
    ['a folder with a type', 'GET', '/folder.css'],
    ['a slash at the end', 'GET', '/site.css/'],
    ['a file below a file', 'GET', '/site.css/x.css'],
    ['an unknown type', 'GET', '/site.unknown'],
    ['no type', 'GET', '/LICENSE'],
    ['source of a page', 'GET', '/page.php'],
  ] as const) {
    it(`leaves ${what} to the rest of the pipeline`, async (t) => {
      const { site } = await serve(t, {
        'site.css': css,
        'folder/x.css': css,
        'folder.css/x': css,
        'site.unknown': css,
        LICENSE: css,
        'page.php': css,
      });
      assert.equal((await site.get(target, { method })).status, 404);
    });
  }

  it('knows the types of the whole table, and those that it is told', async (t) => {
    const { site } = await serve(
      t,
      { 'a.xlsx': 'x', 'a.model': 'x', 'a.css': 'x', 'a.JSON': '{}' },
      { contentTypes: { '.model': 'model/x', '.css': null } },
    );
    const typeOf = async (name: string) => (await site.get(name)).headers['content-type'];
    assert.equal(
      await typeOf('/a.xlsx'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    assert.equal(await typeOf('/a.model'), 'model/x');
    assert.equal(await typeOf('/a.JSON'), 'application/json');
    assert.equal((await site.get('/a.css')).status, 404);
  });

  it('serves unknown types when told to', async (t) => {
    const { site } = await serve(
      t,
      { LICENSE: 'MIT' },
      { serveUnknownFileTypes: true, defaultContentType: 'text/plain' },
    );
    const { status, headers } = await site.get('/LICENSE');
    assert.deepEqual([status, headers['content-type']], [200, 'text/plain']);
  });

  it('serves below a request path only, whatever its case', async (t) => {
    const { site } = await serve(t, { 'site.css': css }, { requestPath: '/Static' });
    assert.equal((await site.get('/static/site.css')).status, 200);
    assert.equal((await site.get('/site.css')).status, 404);
    assert.equal((await site.get('/staticsite.css')).status, 404);
  });

  it('leaves a file that goes away under its hands to the rest of the pipeline', async (t) => {
    let prepared = 0;
    const { site } = await serve(
      t,
      { 'large.css': Buffer.alloc(500_000, 'a') },
      {
        onPrepareResponse: ({ response }, { physicalPath }) => {
          prepared++;
          response.headers.set('X-Prepared', 'yes');
          rmSync(physicalPath);
        },
      },
    );
    const { status, headers, body } = await site.get('/large.css');
    assert.deepEqual([status, body.length, prepared], [404, 0, 1]);
    assert.equal(headers['x-prepared'], undefined);
    assert.equal(headers['etag'], undefined);
  });

  it('refuses a request path that ends in a slash', () => {
    assert.throws(() => staticFiles({ root: '.', requestPath: '/static/' }), {
      message: 'Request path must not end in a slash',
    });
  });

  it('lets the app set headers last', async (t) => {
    const { site, root } = await serve(
      t,
      { 'site.css': css },
      {
        onPrepareResponse: ({ response }, file) => {
          response.headers.set('Cache-Control', 'max-age=60');
          response.headers.set(
            'X-File',
            `${path.relative(root, file.physicalPath)} ${file.length}`,
          );
        },
      },
    );
    const { headers } = await site.get('/site.css');
    assert.equal(headers['cache-control'], 'max-age=60');
    assert.equal(headers['x-file'], `site.css ${css.length}`);
  });
});

describe('Static files, conditional requests', { timeout: 60_000 }, () => {
  it('answers 304 with the version and without a body', async (t) => {
    const { site } = await serve(t, { 'site.css': css });
    const etag = (await site.get('/site.css')).headers['etag'] ?? '';
    for (const headers of [
      { 'If-None-Match': etag },
      { 'If-None-Match': `"other", W/${etag}` },
      { 'If-None-Match': '*' },
      { 'If-Modified-Since': settled.toUTCString() },
    ]) {
      const reply = await site.get('/site.css', { headers });
      assert.equal(reply.status, 304, JSON.stringify(headers));
      assert.equal(reply.headers['etag'], etag);
      assert.equal(reply.body.length, 0);
    }
  });

  it('answers 412 when the client has another version', async (t) => {
    const { site } = await serve(t, { 'site.css': css });
    const older = new Date(settled.getTime() - 1000).toUTCString();
    for (const headers of [{ 'If-Match': '"other"' }, { 'If-Unmodified-Since': older }]) {
      const reply = await site.get('/site.css', { headers });
      assert.equal(reply.status, 412);
      assert.equal(reply.headers['etag'], undefined);
    }
  });

  it('makes a new version of every save, even within a second and of the same length', async (t) => {
    const { site, root } = await serve(t, { 'site.css': 'aaaa' });
    const first = await site.get('/site.css');
    writeFileSync(path.join(root, 'site.css'), 'bbbb');
    const second = await site.get('/site.css', {
      headers: { 'If-None-Match': first.headers['etag'] ?? '' },
    });
    assert.deepEqual([second.status, second.text], [200, 'bbbb']);
    writeFileSync(path.join(root, 'site.css'), 'cccc');
    assert.equal((await site.get('/site.css')).text, 'cccc');
  });

  it('notices a change that keeps time and length', async (t) => {
    const { site, root } = await serve(t, { 'site.css': 'aaaa' });
    assert.equal((await site.get('/site.css')).text, 'aaaa');
    writeFileSync(path.join(root, 'site.css'), 'bbbb');
    utimesSync(path.join(root, 'site.css'), settled, settled);
    assert.equal((await site.get('/site.css')).text, 'bbbb');
  });

  it('notices that a file went away, came back, or was replaced', async (t) => {
    const { site, root } = await serve(t, { 'site.css': 'aaaa', 'new.css': 'bbbb' });
    assert.equal((await site.get('/site.css')).text, 'aaaa');
    renameSync(path.join(root, 'new.css'), path.join(root, 'site.css'));
    assert.equal((await site.get('/site.css')).text, 'bbbb');
    rmSync(path.join(root, 'site.css'));
    assert.equal((await site.get('/site.css')).status, 404);
    writeFileSync(path.join(root, 'site.css'), 'cccc');
    assert.equal((await site.get('/site.css')).text, 'cccc');
  });
});

describe('Static files, ranges', { timeout: 60_000 }, () => {
  const digits = '0123456789';
  for (const [range, status, body, contentRange] of [
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=2-5', 206, '2345', 'bytes 2-5/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, digits, 'bytes 0-9/10'],
    ['bytes=5-100', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, digits, undefined],
    ['bytes=0-1,3-4', 200, digits, undefined],
    ['lines=0-1', 200, digits, undefined],
    ['bytes=-', 200, digits, undefined],
    ['bytes=a-b', 200, digits, undefined],
  ] as const) {
    it(`answers ${range} with ${status}`, async (t) => {
      const { site } = await serve(t, { 'a.txt': digits });
      const reply = await site.get('/a.txt', { headers: { Range: range } });
      assert.deepEqual(
        [reply.status, reply.text, reply.headers['content-range']],
        [status, body, contentRange],
      );
      const length = status === 416 ? '0' : String(body.length);
      assert.equal(reply.headers['content-length'], length);
      assert.equal(reply.headers['etag'] !== undefined, status !== 416);
    });
  }

  it('sends everything when If-Range names another version', async (t) => {
    const { site } = await serve(t, { 'a.txt': digits });
    const etag = (await site.get('/a.txt')).headers['etag'] ?? '';
    const older = new Date(settled.getTime() - 1000).toUTCString();
    for (const [ifRange, status] of [
      [etag, 206],
      [settled.toUTCString(), 206],
      ['"other"', 200],
      [`W/${etag}`, 200],
      [older, 200],
    ] as const) {
      const headers = { Range: 'bytes=0-1', 'If-Range': ifRange };
      assert.equal((await site.get('/a.txt', { headers })).status, status, ifRange);
    }
  });

  it('answers 416 for any range of an empty file', async (t) => {
    const { site } = await serve(t, { 'a.txt': '' });
    const { status } = await site.get('/a.txt', { headers: { Range: 'bytes=0-' } });
    assert.equal(status, 416);
  });
});

describe('Static files, compressed forms', { timeout: 60_000 }, () => {
  const script = 'let a = 1;\n'.repeat(100);
  const forms = {
    'app.js': script,
    'app.js.br': brotliCompressSync(script),
    'app.js.gz': gzipSync(script),
  };

  for (const [accept, encoding] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['identity', undefined],
    ['identity;q=1, gzip;q=0.5', undefined],
    ['deflate', undefined],
    ['', undefined],
  ] as const) {
    it(`sends ${encoding ?? 'the plain file'} for '${accept}'`, async (t) => {
      const { site } = await serve(t, forms);
      const reply = await site.get('/app.js', { headers: { 'Accept-Encoding': accept } });
      const expected = {
        br: forms['app.js.br'],
        gzip: forms['app.js.gz'],
        plain: Buffer.from(script),
      }[encoding ?? 'plain'];
      assert.equal(reply.headers['content-encoding'], encoding);
      assert.ok(reply.body.equals(expected));
      assert.equal(reply.headers['content-type'], 'text/javascript; charset=utf-8');
      assert.equal(reply.headers['vary'], 'Accept-Encoding');
    });
  }

  it('gives each form a version of its own', async (t) => {
    const { site } = await serve(t, forms);
    const plain = await site.get('/app.js');
    const br = await site.get('/app.js', { headers: { 'Accept-Encoding': 'br' } });
    assert.notEqual(plain.headers['etag'], br.headers['etag']);
  });

  it('does not send a form that is older than the file', async (t) => {
    const { site, root } = await serve(t, forms);
    const headers = { 'Accept-Encoding': 'br' };
    assert.equal((await site.get('/app.js', { headers })).headers['content-encoding'], 'br');
    writeFileSync(path.join(root, 'app.js'), 'new');
    const reply = await site.get('/app.js', { headers });
    assert.deepEqual([reply.headers['content-encoding'], reply.text], [undefined, 'new']);
  });

  it('leaves pictures alone, and everything when told to', async (t) => {
    const headers = { 'Accept-Encoding': 'gzip' };
    const picture = await serve(t, { 'a.png': 'x', 'a.png.gz': 'y' });
    assert.equal((await picture.site.get('/a.png', { headers })).text, 'x');
    const off = await serve(t, forms, { servePrecompressed: false });
    const reply = await off.site.get('/app.js', { headers });
    assert.deepEqual([reply.text, reply.headers['vary']], [script, undefined]);
  });
});
