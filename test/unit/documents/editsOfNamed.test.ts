import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../extension/core/base/userError.ts';
import { editsOfNamed } from '../../../extension/core/documents/editsOfNamed.ts';
import type { LaunchSettingsEdit } from '../../../extension/core/documents/launchSettingsEdit.ts';

const profiles = [{ name: 'new' }, { name: 'a' }, { name: 'b' }];
const edit = (profile: number): LaunchSettingsEdit => ({
  kind: 'setProfileValue',
  profile,
  path: ['launchUrl'],
  value: 'x',
});

describe('Edits of a named profile', () => {
  it('go to where the profile stands now', () => {
    assert.deepEqual(editsOfNamed(profiles, [edit(0), edit(0)], 'a'), [edit(1), edit(1)]);
  });

  it('stay where they are when the profile does, when they name none, and when they are of no profile', () => {
    const shared: LaunchSettingsEdit = { kind: 'setValue', path: ['iisSettings'], value: {} };
    assert.deepEqual(editsOfNamed(profiles, [edit(1), shared], 'a'), [edit(1), shared]);
    assert.deepEqual(editsOfNamed(profiles, [edit(7)], undefined), [edit(7)]);
  });

  it('are refused when the profile is gone', () => {
    assert.throws(
      () => editsOfNamed(profiles, [edit(1)], 'gone'),
      (error) => error instanceof UserError && error.code === 'profile-gone',
    );
  });
});
