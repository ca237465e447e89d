import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatMessage } from '../../../server-runtime/logging/formatMessage.ts';

describe('formatMessage', () => {
  for (const [template, state, text] of [
    ['plain', undefined, 'plain'],
    ['{a}', undefined, '{a}'],
    ['{a} and {b}', { a: 1, b: 'x' }, '1 and x'],
    ['{a}', {}, '{a}'],
    ['{{a}} {a}', { a: 1 }, '{a} 1'],
    ['{a}', { a: null }, '(null)'],
    ['{a}', { a: ['x', 2] }, 'x, 2'],
    ['{a}', { a: { b: 1 } }, '{ b: 1 }'],
    ['{a}', { a: new Date(0) }, '1970-01-01T00:00:00.000Z'],
    ['{a}', { a: new URL('http://x/') }, 'http://x/'],
    ['{toString}', {}, '{toString}'],
    ['{a}', { a: '{b}', b: 'no' }, '{b}'],
  ] as const) {
    it(`makes '${text}' of '${template}'`, () => {
      assert.equal(formatMessage(template, state), text);
    });
  }
});
