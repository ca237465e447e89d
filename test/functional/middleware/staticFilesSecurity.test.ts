import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { staticFiles } from '../../../server-runtime/middleware/staticFiles/staticFiles.ts';
import { makeFolder, servePipeline, type Site } from './servePipeline.ts';

interface Served {
  root: string;
  site: Site;
}

async function serve(
  t: TestContext,
  files: Record<string, string>,
  options: { serveDotFiles?: boolean } = {},
): Promise<Served> {
  const root = makeFolder(t, files);
  return { root, site: await servePipeline(t, [staticFiles({ root, ...options })]) };
}

describe('Static files, security', { timeout: 60_000 }, () => {
  const files = {
    'site.css': '',
    '.env': 'SECRET',
    '.git/config.txt': 'SECRET',
    'a/.hidden/b.txt': 'SECRET',
    'a/b.txt': 'fine',
  };

  for (const target of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%2e%2e/secret.txt',
    '/a/..%2f..%2fsecret.txt',
    '/a%5cb.txt',
    '/a%2fb.txt',
    '/a\\b.txt',
    '/.env',
    '/%2eenv',
    '/.git/config.txt',
    '/a/.hidden/b.txt',
    '/a//b.txt',
    '/a/./.hidden/b.txt',
    '/site.css%00.txt',
    '/C:/windows/win.ini',
  ]) {
    it(`does not serve ${target}`, async (t) => {
      const { site, root } = await serve(t, files);
      writeFileSync(path.join(path.dirname(root), `${path.basename(root)}-secret.txt`), '');
      t.after(() => rmSync(`${root}-secret.txt`));
      // Not through a client: it might tidy the path.
      const socket = connect(site.port, '127.0.0.1');
      socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.match(await text(socket), /^HTTP\/1\.1 40[04] /);
    });
  }

  it('serves names with a dot in front when told to', async (t) => {
    const { site } = await serve(t, { '.well-known/a.txt': 'yes' }, { serveDotFiles: true });
    assert.equal((await site.get('/.well-known/a.txt')).text, 'yes');
  });

  it('does not follow links out of the folder', async (t) => {
    const outside = makeFolder(t, { 'secret.txt': 'SECRET' });
    const { site, root } = await serve(t, { 'a.txt': 'a' });
    symlinkSync(path.join(outside, 'secret.txt'), path.join(root, 'file.txt'));
    symlinkSync(outside, path.join(root, 'folder'));
    symlinkSync(path.join(root, 'a.txt'), path.join(root, 'inside.txt'));
    assert.equal((await site.get('/file.txt')).status, 404);
    assert.equal((await site.get('/folder/secret.txt')).status, 404);
    assert.equal((await site.get('/inside.txt')).text, 'a');
  });

  it('does not follow a link that takes the place of a file it knows', async (t) => {
    const outside = makeFolder(t, { 'secret.txt': 'SECRET' });
    const { site, root } = await serve(t, { 'a.txt': 'aaaaaa' });
    assert.equal((await site.get('/a.txt')).status, 200);
    rmSync(path.join(root, 'a.txt'));
    symlinkSync(path.join(outside, 'secret.txt'), path.join(root, 'a.txt'));
    assert.equal((await site.get('/a.txt')).status, 404);
  });

  it('serves a folder that is itself a link, also after it was pointed elsewhere', async (t) => {
    const one = makeFolder(t, { 'a.txt': 'one' });
    const two = makeFolder(t, { 'a.txt': 'two' });
    const parent = makeFolder(t);
    const root = path.join(parent, 'current');
    symlinkSync(one, root);
    const site = await servePipeline(t, [staticFiles({ root })]);
    assert.equal((await site.get('/a.txt')).text, 'one');
    rmSync(root);
    symlinkSync(two, root);
    assert.equal((await site.get('/a.txt')).text, 'two');
  });

  it('does not wait for a pipe', { skip: process.platform === 'win32' }, async (t) => {
    const { site, root } = await serve(t, { 'a.txt': 'a' });
    execFileSync('mkfifo', [path.join(root, 'pipe.txt')]);
    assert.ok(statSync(path.join(root, 'pipe.txt')).isFIFO());
    assert.equal((await site.get('/pipe.txt')).status, 404);
  });
});
