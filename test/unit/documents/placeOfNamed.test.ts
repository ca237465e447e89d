import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../extension/core/base/userError.ts';
import { placeOfNamed } from '../../../extension/core/documents/placeOfNamed.ts';

const profiles = [{ name: 'new' }, { name: 'a' }, { name: 'b' }, { name: 'a' }];

describe('The place of a named profile', () => {
  it('is where it stands now', () => {
    assert.equal(placeOfNamed(profiles, 0, 'b'), 2);
    assert.equal(placeOfNamed(profiles, 7, 'b'), 2);
  });

  it('is where it stood, if that is one of its name, and when it has none to look for', () => {
    assert.equal(placeOfNamed(profiles, 3, 'a'), 3);
    assert.equal(placeOfNamed(profiles, 1, 'a'), 1);
    assert.equal(placeOfNamed(profiles, 2, undefined), 2);
  });

  it('is none when it is gone', () => {
    assert.throws(
      () => placeOfNamed(profiles, 1, 'gone'),
      (error) => error instanceof UserError && error.code === 'profile-gone',
    );
  });
});
