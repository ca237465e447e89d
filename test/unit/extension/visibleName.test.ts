import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visibleName } from '../../../extension/core/profiles/visibleName.ts';

describe('visibleName', () => {
  it('leaves names of any script and emoji as they are', () => {
    for (const name of ['web', 'خادم التطوير', 'שרת (Kestrel)', '🚀 👩‍👩‍👧', 'a\u200fb', ' x ']) {
      assert.equal(visibleName(name), name);
    }
  });

  it('writes what cannot be seen, or turns text round, as JSON does', () => {
    assert.equal(visibleName('a\nb\tc\rd'), 'a\\nb\\tc\\rd');
    assert.equal(visibleName('bell\u0007\u001b[1m'), 'bell\\u0007\\u001b[1m');
    assert.equal(visibleName('\u202egnp.\u2066\u2028'), '\\u202egnp.\\u2066\\u2028');
  });

  it('is empty when nothing is left to see', () => {
    assert.deepEqual(['', '   ', '\u00a0'].map(visibleName), ['', '', '']);
  });
});
