import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LineInput } from '../../../extension/features/serverRunner/lineInput.ts';

/** What was pressed, what the terminal shows of it, what the program gets. */
const cases: readonly (readonly [what: string, keys: string, shown: string, sent: string])[] = [
  ['a line', 'yes\r', 'yes\r\n', 'yes\n'],
  ['half a line', 'ye', 'ye', ''],
  ['lines that are pasted', 'one\r\ntwo\nthree\r', 'one\r\ntwo\r\nthree\r\n', 'one\ntwo\nthree\n'],
  ['Backspace', 'yea\u007fs\r', 'yea\b \bs\r\n', 'yes\n'],
  ['the other Backspace', 'yea\bs\r', 'yea\b \bs\r\n', 'yes\n'],
  ['more Backspace than there is', 'a\u007f\u007f\u007fb\r', 'a\b \bb\r\n', 'b\n'],
  ['Backspace in the next line', 'a\r\u007fb\r', 'a\r\nb\r\n', 'a\nb\n'],
  ['Backspace after an emoji', '🚀\u007f\r', '🚀\b \b\b \b\r\n', '\n'],
  ['Backspace after a character of two cells', '漢é\u007f\u007f\r', '漢é\b \b\b \b\b \b\r\n', '\n'],
  ['Ctrl+U', 'abc\u0015d\r', 'abc\b \b\b \b\b \bd\r\n', 'd\n'],
  ['a tab', 'a\tb\r', 'a b\r\n', 'a\tb\n'],
  ['arrows and other keys', 'a\u001b[D\u001b[1;5C\u001bOPb\u001bx\u001b\r', 'ab\r\n', 'ab\n'],
  ['control characters', 'a\u0001\u0000b\r', 'ab\r\n', 'ab\n'],
];

describe('A line that is typed', () => {
  for (const [what, keys, shown, sent] of cases) {
    it(`is edited: ${what}`, () => {
      assert.deepEqual(new LineInput().type(keys), { shown, sent, isEnd: false });
    });
  }

  it('comes key by key as it comes at once', () => {
    const key = fc.constantFrom(
      'a',
      'é',
      '漢',
      '🚀',
      ' ',
      '\t',
      '\r',
      '\u007f',
      '\u0015',
      '\u001b[A',
    );
    fc.assert(
      fc.property(fc.array(key), (pressed) => {
        const input = new LineInput();
        const each = pressed.map((one) => input.type(one));
        const once = new LineInput().type(pressed.join(''));
        assert.equal(each.map(({ shown }) => shown).join(''), once.shown);
        assert.equal(each.map(({ sent }) => sent).join(''), once.sent);
      }),
    );
  });

  it('ends the input by Ctrl+D where nothing is typed', () => {
    const input = new LineInput();
    assert.deepEqual(input.type('a\u0004'), { shown: 'a', sent: '', isEnd: false });
    assert.equal(input.type('\u007f\u0004').isEnd, true);
  });

  it('is forgotten', () => {
    const input = new LineInput();
    input.type('abc');
    input.clear();
    assert.equal(input.type('d\r').sent, 'd\n');
  });
});
