import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { HeaderDictionary } from '../../../server-runtime/http/headerDictionary.ts';

describe('HeaderDictionary', () => {
  it('finds a field whatever its case', () => {
    const headers = new HeaderDictionary(['Content-Type', 'text/plain']);
    assert.equal(headers.get('content-type'), 'text/plain');
    assert.equal(headers.get('CONTENT-TYPE'), 'text/plain');
    assert.ok(headers.has('content-Type'));
    assert.equal(headers.get('Content-Typ'), undefined);
  });

  it('keeps repeated values apart and joins them on request', () => {
    const headers = new HeaderDictionary(['Via', 'a', 'Host', 'h', 'via', 'b, c']);
    assert.deepEqual(headers.getAll('VIA'), ['a', 'b, c']);
    assert.equal(headers.get('via'), 'a, b, c');
  });

  it('replaces all lines of a field in the place of the first', () => {
    const headers = new HeaderDictionary(['A', '1', 'B', '2', 'a', '3']);
    headers.set('a', 'x');
    assert.deepEqual(
      [...headers],
      [
        ['A', 'x'],
        ['B', '2'],
      ],
    );
  });

  it('writes a list as one line per value', () => {
    const headers = new HeaderDictionary();
    headers.set('Set-Cookie', ['a=1', 'b=2']);
    assert.deepEqual(headers.lines, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']);
  });

  it('writes numbers', () => {
    const headers = new HeaderDictionary();
    headers.set('Content-Length', 12);
    assert.equal(headers.get('content-length'), '12');
  });

  it('deletes every line of a field and says whether there was one', () => {
    const headers = new HeaderDictionary(['A', '1', 'B', '2', 'a', '3']);
    assert.equal(headers.delete('A'), true);
    assert.equal(headers.delete('A'), false);
    assert.deepEqual(headers.lines, ['B', '2']);
  });

  it('refuses values that could end the line', () => {
    const headers = new HeaderDictionary();
    const error = { message: 'Invalid non-ASCII or control character in header: 0x000D' };
    assert.throws(() => headers.set('A', 'x\r\nB: y'), error);
    assert.throws(() => headers.append('A', 'x\ry'), error);
    assert.throws(() => headers.set('A', ['ok', 'x\r']), error);
    assert.deepEqual(headers.lines, []);
  });

  it('refuses characters that are not ASCII', () => {
    assert.throws(() => new HeaderDictionary().set('A', 'ü'), {
      message: 'Invalid non-ASCII or control character in header: 0x00FC',
    });
  });

  it('refuses names that are no tokens', () => {
    for (const name of ['', 'a b', 'a:', 'ä', 'a\n']) {
      assert.throws(() => new HeaderDictionary().append(name, '1'), /Invalid header name/);
    }
  });

  it('does not change once it is frozen', () => {
    const headers = new HeaderDictionary(['A', '1']);
    headers.freeze();
    assert.ok(headers.isReadOnly);
    const error = { message: 'Headers are read-only, response has already started.' };
    assert.throws(() => headers.set('A', '2'), error);
    assert.throws(() => headers.append('B', '2'), error);
    assert.throws(() => headers.delete('A'), error);
    assert.throws(() => headers.clear(), error);
    assert.equal(headers.get('A'), '1');
  });

  it('behaves as a list of pairs with case-insensitive names', () => {
    const name = fc.constantFrom('A', 'a', 'B', 'Ab', 'aB', 'Abc');
    const value = fc.constantFrom('1', '2', '');
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), name, value }),
      fc.record({ kind: fc.constant('append' as const), name, value }),
      fc.record({ kind: fc.constant('delete' as const), name, value }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 20 }), (operations) => {
        const headers = new HeaderDictionary();
        const model = new Map<string, string[]>();
        for (const { kind, name, value } of operations) {
          const key = name.toLowerCase();
          if (kind === 'set') model.set(key, [value]);
          else if (kind === 'append') model.set(key, [...(model.get(key) ?? []), value]);
          else model.delete(key);
          headers[kind](name, value);
          for (const key of ['a', 'b', 'ab', 'abc']) {
            assert.deepEqual(headers.getAll(key), model.get(key) ?? []);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
