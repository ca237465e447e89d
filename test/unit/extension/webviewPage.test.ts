import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { webviewPage } from '../../../extension/platform/vscode/webviewPage.ts';

const parts = { title: 'T', language: 'en', script: 'run();', start: [] };

/** The elements of the page, as a browser finds them: up to the first closing tag. */
const scripts = (page: string): string[] =>
  [...page.matchAll(/<script[^>]*>([^]*?)<\/script/gi)].map(([, content]) => content as string);

describe('A webview’s page', () => {
  it('lets the one script run that has its nonce, and nothing else', () => {
    const page = webviewPage(parts);
    const [, nonce] = /script-src 'nonce-([^']+)'/.exec(page) ?? [];
    assert.ok(nonce && nonce.length > 20);
    assert.match(page, /content="default-src 'none'; script-src 'nonce-[\w-]+'">/);
    assert.ok(page.includes(`<script nonce="${nonce}">run();</script>`));
    assert.ok(!webviewPage(parts).includes(nonce), 'another page has another nonce');
  });

  it('has its data whole, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const hostile = [value, '</script><script>alert(1)</script>', '<!--<script>'];
        const found = scripts(webviewPage({ ...parts, start: hostile }));
        assert.equal(found.length, 2);
        assert.deepEqual(JSON.parse(found[0] as string), JSON.parse(JSON.stringify(hostile)));
      }),
    );
  });

  it('has its script whole, which means the same', () => {
    const script = 'globalThis.found = ["</script>", "<!--", "<SCRIPT>", /<(?:(!--|x))/.source];';
    const [, written = ''] = scripts(webviewPage({ ...parts, script }));
    assert.ok(!/<(?:\/script|script|!--)/i.test(written));
    const scope: { found?: string[] } = {};
    runInNewContext(written, scope);
    assert.deepEqual([...(scope.found ?? [])].slice(0, 3), ['</script>', '<!--', '<SCRIPT>']);
  });

  it('writes its title and language as text', () => {
    const page = webviewPage({ ...parts, title: '<b>"&', language: 'de"' });
    assert.ok(page.includes('<title>&lt;b>&quot;&amp;</title>'));
    assert.ok(page.includes('<html lang="de&quot;">'));
  });
});
