import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TabSelection } from '../../../extension/features/debugTab/tabSelection.ts';

const profiles = (...names: string[]): { name: string }[] => names.map((name) => ({ name }));

/** A selection of the second of three. */
function begin(): TabSelection {
  const selection = new TabSelection();
  selection.follow(profiles('a', 'b', 'c'));
  selection.select(1, profiles('a', 'b', 'c'));
  return selection;
}

describe('The selection of a Debug tab', () => {
  it('stays with its profile when others come and go', () => {
    const selection = begin();
    selection.follow(profiles('x', 'y', 'b'));
    assert.equal(selection.index, 2);
  });

  it('goes to the next profile when its own is deleted, and to the last one at the end', () => {
    const selection = begin();
    selection.follow(profiles('a', 'c'));
    assert.equal(selection.index, 1);
    selection.follow(profiles('a'));
    assert.equal(selection.index, 0);
    selection.follow([]);
    assert.equal(selection.index, 0);
  });

  it('comes back to a profile whose deletion is undone', () => {
    const selection = begin();
    selection.follow(profiles('a', 'c'));
    selection.follow(profiles('a', 'b', 'c'), true);
    assert.equal(selection.index, 1);
    selection.follow(profiles('a', 'c'), true);
    assert.equal(selection.index, 1, 'redo: as after the deletion');
  });

  it('goes back to where it was when an added profile is undone', () => {
    const selection = begin();
    selection.expect([{ kind: 'addProfile', name: 'new', profile: {} }]);
    selection.follow(profiles('a', 'b', 'c', 'new'));
    assert.equal(selection.index, 3);
    selection.follow(profiles('a', 'b', 'c'), true);
    assert.equal(selection.index, 1);
  });

  it('stays with a profile whose name or place is undone', () => {
    const selection = begin();
    selection.follow(profiles('a', 'renamed', 'c'));
    selection.follow(profiles('a', 'b', 'c'), true);
    assert.equal(selection.index, 1);
    selection.expect([{ kind: 'moveProfile', profile: 1, to: 0 }]);
    selection.follow(profiles('b', 'a', 'c'));
    assert.equal(selection.index, 0);
    selection.follow(profiles('a', 'b', 'c'), true);
    assert.equal(selection.index, 1);
  });

  it('does not move when a text with several new profiles comes back', () => {
    const selection = begin();
    selection.follow(profiles('a', 'b', 'c', 'd', 'e'), true);
    assert.equal(selection.index, 1);
  });

  it('prefers a profile only while none was chosen', () => {
    const fresh = new TabSelection();
    fresh.prefer('c');
    fresh.follow(profiles('a', 'b', 'c'));
    assert.equal(fresh.index, 2);
    const chosen = begin();
    chosen.prefer('c');
    chosen.follow(profiles('a', 'b', 'c'));
    assert.equal(chosen.index, 1);
  });

  it('waits for a profile that the text does not have yet', () => {
    const selection = begin();
    selection.want('later');
    selection.follow(profiles('a', 'b', 'c'));
    assert.equal(selection.index, 1);
    selection.follow(profiles('later', 'a', 'b', 'c'));
    assert.equal(selection.index, 0);
  });
});
