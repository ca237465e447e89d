import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HeaderDictionary } from '../../../server-runtime/http/headerDictionary.ts';
import { parseHttpDate } from '../../../server-runtime/middleware/staticFiles/httpDate.ts';
import {
  evaluatePreconditions,
  Precondition,
} from '../../../server-runtime/middleware/staticFiles/preconditions.ts';

const modified = Date.UTC(2020, 0, 2, 3, 4, 5);
const version = { etag: '"v1"', lastModified: modified };
const now = Date.UTC(2026, 0, 1);
const date = (offset: number) => new Date(modified + offset * 1000).toUTCString();
const future = new Date(now + 1000).toUTCString();
const { unspecified, notModified, shouldProcess, failed } = Precondition;

describe('Preconditions', () => {
  for (const [headers, expected] of [
    [{}, unspecified],
    [{ 'If-Match': '"v1"' }, shouldProcess],
    [{ 'If-Match': '*' }, shouldProcess],
    [{ 'If-Match': '"v0", "v1"' }, shouldProcess],
    [{ 'If-Match': '"v0"' }, failed],
    [{ 'If-Match': 'W/"v1"' }, failed],
    [{ 'If-Match': 'rubbish' }, failed],
    [{ 'If-None-Match': '"v1"' }, notModified],
    [{ 'If-None-Match': 'W/"v1"' }, notModified],
    [{ 'If-None-Match': '*' }, notModified],
    [{ 'If-None-Match': '"a,b", "v1"' }, notModified],
    [{ 'If-None-Match': '"v0"' }, shouldProcess],
    [{ 'If-None-Match': '"v1' }, shouldProcess],
    [{ 'If-Modified-Since': date(0) }, notModified],
    [{ 'If-Modified-Since': date(1) }, notModified],
    [{ 'If-Modified-Since': date(-1) }, shouldProcess],
    [{ 'If-Modified-Since': future }, unspecified],
    [{ 'If-Modified-Since': 'yesterday' }, unspecified],
    [{ 'If-Unmodified-Since': date(0) }, shouldProcess],
    [{ 'If-Unmodified-Since': date(-1) }, failed],
    [{ 'If-Unmodified-Since': future }, unspecified],
    // The highest counts.
    [{ 'If-None-Match': '"v0"', 'If-Modified-Since': date(0) }, shouldProcess],
    [{ 'If-None-Match': '"v1"', 'If-Modified-Since': date(-1) }, shouldProcess],
    [{ 'If-Match': '"v0"', 'If-None-Match': '"v1"' }, failed],
    [{ 'If-Match': '"v1"', 'If-Unmodified-Since': date(-1) }, failed],
  ] as const) {
    it(`judge ${JSON.stringify(headers)}`, () => {
      const dictionary = new HeaderDictionary(Object.entries(headers).flat());
      assert.equal(evaluatePreconditions(dictionary, version, now), expected);
    });
  }
});

describe('Dates of headers', () => {
  const expected = Date.UTC(1994, 10, 6, 8, 49, 37);
  for (const text of [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
    'sun, 06 NOV 1994 08:49:37 gmt',
  ]) {
    it(`may be '${text}'`, () => {
      assert.equal(parseHttpDate(text), expected);
    });
  }
  for (const text of [
    '',
    'now',
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 25:49:37 GMT',
    '"v1"',
  ]) {
    it(`may not be '${text}'`, () => {
      assert.equal(parseHttpDate(text), undefined);
    });
  }
});
