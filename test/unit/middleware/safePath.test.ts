import assert from 'node:assert/strict';
import { join, resolve, sep } from 'node:path';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isSafePath } from '../../../server-runtime/middleware/staticFiles/safePath.ts';

const posix = { serveDotFiles: false, isWindows: false };
const windows = { serveDotFiles: false, isWindows: true };

describe('Safe paths', () => {
  for (const path of ['', '/', '/a', '/a/', '/a/b.txt', '/a b', '/ä', '/a..b', '/a.', '/a~1']) {
    it(`may be '${path}'`, () => {
      assert.equal(isSafePath(path, posix), true);
    });
  }

  for (const path of [
    'a',
    '//',
    '/a//b',
    '//a',
    '/..',
    '/../a',
    '/a/..',
    '/a/../b',
    '/.',
    '/./a',
    '/.a',
    '/a/.b/c',
    '/...',
    '/a\\b',
    '/..\\a',
    '/a\0b',
    '/a%2fb',
    '/a%2Fb',
    '/..%5ca',
  ]) {
    it(`may not be ${JSON.stringify(path)}`, () => {
      assert.equal(isSafePath(path, posix), false);
    });
  }

  it('may be hidden when that is wanted, but never lead up', () => {
    const rules = { ...posix, serveDotFiles: true };
    assert.equal(isSafePath('/.well-known/a', rules), true);
    assert.equal(isSafePath('/..', rules), false);
    assert.equal(isSafePath('/.', rules), false);
  });

  for (const path of [
    '/a.',
    '/a ',
    '/a./b',
    '/a:b',
    '/C:/a',
    '/a.txt::$DATA',
    '/con',
    '/NUL.txt',
    '/a/com1',
    '/lpt9.html',
    '/COM¹',
    '/a*',
    '/a?',
    '/a|b',
  ]) {
    it(`may be '${path}' on Windows no more`, () => {
      assert.equal(isSafePath(path, posix), true);
      assert.equal(isSafePath(path, windows), false);
    });
  }

  it('stay in their folder, whatever they are', () => {
    const root = resolve('/srv/www');
    const piece = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      '.a',
      '\\',
      '/',
      '%2f',
      '%2e',
      '\0',
      'C:',
      '~',
    );
    const path = fc.array(piece).map((pieces) => `/${pieces.join('')}`);
    fc.assert(
      fc.property(fc.oneof(path, fc.string()), fc.boolean(), (candidate, serveDotFiles) => {
        if (!isSafePath(candidate, { ...posix, serveDotFiles })) return;
        const physical = join(root, candidate);
        assert.ok(physical === root || physical.startsWith(root + sep));
        assert.ok(serveDotFiles || !/[\\/]\./.test(physical.slice(root.length)));
      }),
    );
  });
});
