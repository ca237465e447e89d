import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyTextEdit, minimize } from '../../../extension/core/documents/textEdit.ts';

describe('minimize', () => {
  it('cuts no character in two, for the editor cannot', () => {
    for (const [from, to] of [
      ['🚀', '🚢'],
      // The same second half.
      ['\u{1f680}', '\u{1fa80}'],
      ['a🚀b', 'a🚢b'],
      ['🚀🚀', '🚀🚢'],
      ['🚀', ''],
    ] as const) {
      const edit = minimize(`"${from}"`, { offset: 0, length: from.length + 2, text: `"${to}"` });
      const removed = `"${from}"`.slice(edit.offset, edit.offset + edit.length);
      for (const part of [removed, edit.text]) assert.ok(part.isWellFormed(), JSON.stringify(part));
      assert.equal(applyTextEdit(`"${from}"`, edit), `"${to}"`);
    }
  });

  it('makes the same text of any two, with whole characters', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '🚀', '🚢', '\u{1fa80}', 'é'),
      maxLength: 6,
    });
    fc.assert(
      fc.property(text, text, (from, to) => {
        const edit = minimize(from, { offset: 0, length: from.length, text: to });
        assert.equal(applyTextEdit(from, edit), to);
        assert.ok(edit.text.isWellFormed());
        assert.ok(from.slice(edit.offset, edit.offset + edit.length).isWellFormed());
      }),
    );
  });
});
