import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { appendVary, selectEncoding } from '../../../server-runtime/http/acceptEncoding.ts';
import { HeaderDictionary } from '../../../server-runtime/http/headerDictionary.ts';

describe('selectEncoding', () => {
  for (const [header, expected] of [
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['br', 'br'],
    ['BR', 'br'],
    ['gzip', 'gzip'],
    ['gzip, br', 'br'],
    ['gzip;q=1.0, br;q=0.9', 'gzip'],
    ['gzip; q=0.5, br; Q=0.5', 'br'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['*;q=0, gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity;q=0.5, gzip;q=0.3', undefined],
    ['identity;q=0.5, gzip', 'gzip'],
    ['identity;q=0, gzip', 'gzip'],
    ['gzip;q=rubbish', undefined],
    ['gzip;q=2', undefined],
    ['deflate, , gzip', 'gzip'],
  ] as const) {
    it(`picks ${expected} for ${header}`, () => {
      assert.equal(selectEncoding(header, ['br', 'gzip']), expected);
      // The second time it is remembered.
      assert.equal(selectEncoding(header, ['br', 'gzip']), expected);
    });
  }

  it('picks nothing when there is nothing', () => {
    assert.equal(selectEncoding('br', []), undefined);
  });

  it('does not grow with the headers that it sees', () => {
    for (let i = 0; i < 1000; i++) {
      assert.equal(selectEncoding(`gzip, x-${i}`, ['gzip']), 'gzip');
    }
  });
});

describe('appendVary', () => {
  for (const [before, after] of [
    [undefined, 'Accept-Encoding'],
    ['', 'Accept-Encoding'],
    ['Origin', 'Origin, Accept-Encoding'],
    ['accept-encoding', 'accept-encoding'],
    ['Origin, Accept-Encoding', 'Origin, Accept-Encoding'],
    ['*', '*'],
  ] as const) {
    it(`makes '${after}' of '${before}'`, () => {
      const headers = new HeaderDictionary(before === undefined ? [] : ['Vary', before]);
      appendVary(headers, 'Accept-Encoding');
      assert.equal(headers.get('Vary'), after);
    });
  }
});
