import assert from 'node:assert/strict';
import { Stats } from 'node:fs';
import { describe, it } from 'node:test';
import { FileCache } from '../../../server-runtime/middleware/staticFiles/fileCache.ts';
import { FileEntry } from '../../../server-runtime/middleware/staticFiles/fileEntry.ts';

const day = 24 * 60 * 60 * 1000;

function entry(values: Partial<Stats> = {}): FileEntry {
  return new FileEntry('/x', 'text/plain', stats(values));
}

function stats(values: Partial<Stats>): Stats {
  const base = { size: 3, mtimeMs: day, ctimeMs: day, ino: 1, dev: 1 };
  return Object.assign(Object.create(Stats.prototype) as Stats, base, values);
}

describe('FileCache', () => {
  it('keeps contents within its limit, those in use longest', () => {
    const cache = new FileCache(10);
    for (const name of ['a', 'b', 'c']) {
      const one = entry();
      cache.set(name, one);
      cache.keepContent(name, one, new Uint8Array(3));
    }
    assert.ok(cache.get('a'));
    const large = entry();
    cache.set('d', large);
    cache.keepContent('d', large, new Uint8Array(4));
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].filter((name) => cache.get(name)),
      ['a', 'c', 'd'],
    );
  });

  it('does not keep contents of a version that was replaced', () => {
    const cache = new FileCache(10);
    const old = entry();
    cache.set('a', old);
    cache.set('a', entry());
    cache.keepContent('a', old, new Uint8Array(3));
    assert.equal(old.content, undefined);
  });

  it('forgets the oldest of too many', () => {
    const cache = new FileCache(10);
    for (let i = 0; i < 3000; i++) cache.set(String(i), entry());
    assert.equal(cache.get('0'), undefined);
    assert.ok(cache.get('2999'));
  });
});

describe('FileEntry', () => {
  for (const [what, change] of [
    ['length', { size: 4 }],
    ['time', { mtimeMs: day + 0.5 }],
    ['time of change', { ctimeMs: day + 1 }],
    ['file', { ino: 2 }],
    ['disk', { dev: 2 }],
  ] as const) {
    it(`is not current when the ${what} is another`, () => {
      assert.equal(entry().isCurrent(stats({})), true);
      assert.equal(entry().isCurrent(stats(change)), false);
    });
  }

  it('is settled when the last change is some time ago', () => {
    assert.equal(entry().isSettled(day + 1000), false);
    assert.equal(entry({ mtimeMs: 0 }).isSettled(day + 1000), false);
    assert.equal(entry().isSettled(day + 5000), true);
  });

  it('has a version that tells parts of a second', () => {
    assert.notEqual(entry({ mtimeMs: day }).etag, entry({ mtimeMs: day + 0.25 }).etag);
    assert.equal(entry({ mtimeMs: day + 999.9 }).lastModifiedText, 'Fri, 02 Jan 1970 00:00:00 GMT');
  });
});
