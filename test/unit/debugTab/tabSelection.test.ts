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

  it('is made by name, for a profile can have moved; by place where there is none of that name', () => {
    const selection = begin();
    selection.select(0, profiles('a', 'b', 'c'), 'c');
    assert.equal(selection.index, 2);
    selection.select(1, profiles('a', 'a', 'b'), 'a');
    assert.equal(selection.index, 1);
    selection.select(2, profiles('a', 'b', 'c'), 'gone');
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

  it('begins with the first one, also when the text comes from undo', () => {
    const fresh = new TabSelection();
    fresh.follow(profiles('a', 'b'));
    assert.equal(fresh.index, 0);
    fresh.follow(profiles('x', 'y'), true);
    assert.equal(fresh.index, 0);
  });

  it('follows its profile to the first place', () => {
    const selection = begin();
    selection.follow(profiles('b', 'a', 'c'));
    assert.equal(selection.index, 0);
  });

  it('does not go to what is added, unless undo brings it back', () => {
    const selection = begin();
    selection.follow(profiles('a', 'b', 'c', 'd'));
    assert.equal(selection.index, 1);
    selection.follow(profiles('b', 'c', 'd'));
    selection.follow(profiles('a', 'b', 'c', 'd'), true);
    assert.equal(selection.index, 0);
    selection.follow(profiles('a', 'b', 'c', 'd', 'e'), true);
    assert.equal(selection.index, 4);
  });

  it('goes back through all that was selected before', () => {
    const all = profiles('a', 'b', 'c', 'd');
    const selection = new TabSelection();
    for (const index of [3, 1, 2, 0]) selection.select(index, all);
    selection.follow(profiles('b', 'c', 'd'), true);
    assert.equal(selection.index, 1, 'c');
    selection.follow(profiles('b', 'd'), true);
    assert.equal(selection.index, 0, 'b');
  });

  it('comes back to its profile when the text had none for a while', () => {
    const selection = begin();
    selection.follow([]);
    selection.follow(profiles('a', 'b', 'c'));
    assert.equal(selection.index, 1);
  });

  it('goes with an edit of its profile, although others change the text as well', () => {
    const selection = begin();
    selection.expect([{ kind: 'renameProfile', profile: 1, name: 'z' }]);
    selection.follow(profiles('new', 'a', 'z', 'c'));
    assert.equal(selection.index, 2);
    selection.expect([{ kind: 'renameProfile', profile: 1, name: 'y' }]);
    selection.follow(profiles('new', 'y', 'z', 'c'));
    assert.equal(selection.index, 2);
  });

  it('tells profiles of one name apart by their places', () => {
    const selection = new TabSelection();
    selection.select(1, profiles('x', 'x', 'x'));
    selection.follow(profiles('x', 'x', 'x'));
    assert.equal(selection.index, 1);
    selection.expect([{ kind: 'moveProfile', profile: 1, to: 2 }]);
    selection.follow(profiles('x', 'x', 'x'));
    assert.equal(selection.index, 2);
    selection.expect([{ kind: 'moveProfile', profile: 0, to: 1 }]);
    selection.follow(profiles('x', 'x', 'x'));
    assert.equal(selection.index, 2);
  });

  it('does not wait any more for a profile when another one is selected', () => {
    const selection = begin();
    selection.want('later');
    selection.select(0, profiles('a', 'b', 'c'));
    selection.follow(profiles('a', 'b', 'c', 'later'));
    assert.equal(selection.index, 0);
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
