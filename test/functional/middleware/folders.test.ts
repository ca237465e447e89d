import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { defaultFiles } from '../../../server-runtime/middleware/staticFiles/defaultFiles.ts';
import { directoryBrowser } from '../../../server-runtime/middleware/staticFiles/directoryBrowser.ts';
import { staticFiles } from '../../../server-runtime/middleware/staticFiles/staticFiles.ts';
import { makeFolder, servePipeline } from './servePipeline.ts';

describe('Default files', { timeout: 60_000 }, () => {
  it('stand for their folder, in order', async (t) => {
    const root = makeFolder(t, {
      'index.html': 'index',
      'a/default.htm': 'default',
      'a/index.html': 'index',
    });
    const site = await servePipeline(t, [defaultFiles({ root }), staticFiles({ root })]);
    assert.equal((await site.get('/')).text, 'index');
    assert.equal((await site.get('/a/')).text, 'default');
  });

  it('redirect to the slash, keeping the query', async (t) => {
    const root = makeFolder(t, { 'a b/index.html': 'index' });
    const site = await servePipeline(t, [defaultFiles({ root }), staticFiles({ root })]);
    const { status, headers } = await site.get('/a%20b?x=1', { headers: { Host: 'example.com' } });
    assert.deepEqual([status, headers['location']], [301, 'http://example.com/a%20b/?x=1']);
  });

  it('do not redirect to a folder without one, or with another method', async (t) => {
    const root = makeFolder(t, { 'a/other.html': 'x', 'b/index.html': 'x' });
    const site = await servePipeline(t, [defaultFiles({ root })]);
    assert.equal((await site.get('/a')).status, 404);
    assert.equal((await site.get('/b', { method: 'POST' })).status, 404);
  });

  it('may have other names', async (t) => {
    const root = makeFolder(t, { 'index.html': 'index', 'home.html': 'home' });
    const names = { root, defaultFileNames: ['home.html'] };
    const site = await servePipeline(t, [defaultFiles(names), staticFiles({ root })]);
    assert.equal((await site.get('/')).text, 'home');
  });

  it('are served below a request path', async (t) => {
    const root = makeFolder(t, { 'index.html': 'index' });
    const options = { root, requestPath: '/docs' };
    const site = await servePipeline(t, [defaultFiles(options), staticFiles(options)]);
    assert.equal((await site.get('/docs/')).text, 'index');
    assert.equal((await site.get('/docs')).status, 301);
    assert.equal((await site.get('/')).status, 404);
  });

  it('never redirect to another site', async (t) => {
    const root = makeFolder(t, { 'evil.com/index.html': 'x' });
    const site = await servePipeline(t, [defaultFiles({ root })]);
    assert.equal((await site.get('//evil.com')).status, 404);
  });
});

describe('Directory browser', { timeout: 60_000 }, () => {
  it('lists what is not hidden, folders first, names escaped', async (t) => {
    const root = makeFolder(t, {
      'b.txt': '12345',
      'a10.txt': '',
      'a9.txt': '',
      '<img src=x onerror=alert(1)>.txt': '',
      'javascript:alert(1).txt': '',
      '.secret': '',
      'z/x': '',
      '.git/x': '',
    });
    const outside = makeFolder(t);
    symlinkSync(outside, path.join(root, 'outside'));
    symlinkSync(path.join(root, 'missing'), path.join(root, 'broken'));
    const site = await servePipeline(t, [directoryBrowser({ root })]);
    const { status, headers, text } = await site.get('/');
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    const names = [...text.matchAll(/<tr><td><a href="([^"]*)"/g)].map(([, href]) => href);
    assert.deepEqual(names, [
      './z/',
      './%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.txt',
      './a9.txt',
      './a10.txt',
      './b.txt',
      './javascript%3Aalert(1).txt',
    ]);
    assert.doesNotMatch(text, /<img|\.secret|\.git|outside|broken/);
  });

  it('redirects to the slash, and answers HEAD without the page', async (t) => {
    const root = makeFolder(t, { 'a/x': '' });
    const site = await servePipeline(t, [directoryBrowser({ root })]);
    assert.equal((await site.get('/a')).status, 301);
    const head = await site.get('/a/', { method: 'HEAD' });
    assert.deepEqual([head.status, head.body.length], [200, 0]);
    assert.ok(Number(head.headers['content-length']) > 0);
  });

  for (const target of ['/.git/', '/x', '/missing/', '/outside/', '/above/']) {
    it(`leaves ${target} alone`, async (t) => {
      const root = makeFolder(t, { x: '', '.git/x': '' });
      symlinkSync(makeFolder(t, { secret: '' }), path.join(root, 'outside'));
      symlinkSync('..', path.join(root, 'above'));
      const site = await servePipeline(t, [directoryBrowser({ root })]);
      assert.ok((await site.get(target)).status >= 400);
    });
  }
});
