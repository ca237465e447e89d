import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TabModel } from '../../../extension/features/debugTab/protocol.ts';
import {
  draftKey,
  initialState,
  reduceTab,
  say,
  splitDraftKey,
  type TabAction,
  type TabState,
} from '../../../extension/webview/debugTab/state.ts';

const model = (selected = 0): TabModel => ({
  fileName: 'launchSettings.json',
  projectName: 'app',
  isTrusted: true,
  profiles: ['a', 'b'].map((name) => ({ id: name, name, kind: 'Project', icon: 'project' })),
  selected,
});

function after(...actions: TabAction[]): TabState {
  return actions.reduce(reduceTab, initialState);
}

const key = draftKey(0, 'commandLineArgs');
const shown = (handledEdit = 0, selected = 0): TabAction => ({
  type: 'model',
  model: model(selected),
  handledEdit,
});

describe('The Debug tab’s state', () => {
  it('keeps what is typed until the model holds it', () => {
    const typed: TabAction = { type: 'typed', key, value: '-v' };
    const sent: TabAction = { type: 'sent', keys: [key], edit: 1 };
    assert.deepEqual(after(shown(), typed, shown()).drafts, { [key]: { value: '-v' } });
    assert.deepEqual(after(shown(), typed, sent, shown(0)).drafts, {
      [key]: { value: '-v', edit: 1 },
    });
    assert.deepEqual(after(shown(), typed, sent, shown(1)).drafts, {});
  });

  it('keeps what was typed after an edit was sent', () => {
    const state = after(
      { type: 'typed', key, value: 'a' },
      { type: 'sent', keys: [key], edit: 1 },
      { type: 'typed', key, value: 'ab' },
      shown(1),
    );
    assert.deepEqual(state.drafts, { [key]: { value: 'ab' } });
  });

  it('shows at the field why an edit was not taken', () => {
    const state = after(
      { type: 'typed', key, value: 'a' },
      { type: 'sent', keys: [key], edit: 3 },
      { type: 'editFailed', id: 3, message: 'no' },
    );
    assert.deepEqual(state.drafts, { [key]: { value: 'a', problem: 'no' } });
  });

  it('shows the clicked profile as selected until its form is there', () => {
    const waiting = after(shown(), { type: 'select', profile: 1 }, shown());
    assert.equal(waiting.pending, 1);
    assert.equal(reduceTab(waiting, shown(0, 1)).pending, undefined);
  });

  it('drops a begun row when another profile is shown', () => {
    const begun = after(shown(), { type: 'newVariable', isShown: true });
    assert.equal(reduceTab(begun, shown(0, 0)).hasNewVariable, true);
    assert.equal(reduceTab(begun, shown(0, 1)).hasNewVariable, false);
  });

  it('shows at the field what it would not send', () => {
    const state = after(
      { type: 'typed', key, value: 'A' },
      { type: 'refused', key, problem: 'there is an A' },
    );
    assert.deepEqual(state.drafts, { [key]: { value: 'A', problem: 'there is an A' } });
  });

  it('keeps the rows that it has while none are sent, and those that are as they were', () => {
    const rows = after(shown()).model?.profiles;
    const { profiles: _, ...rowless } = model(1);
    const later = after(shown(), { type: 'model', model: rowless, handledEdit: 0 });
    assert.deepEqual(later.model?.profiles, rows);
    assert.equal(later.model?.selected, 1);
    const [first] = later.model?.profiles ?? [];
    assert.equal(reduceTab(later, shown()).model?.profiles[0], first);
  });

  it('is the same object when nothing changed', () => {
    const state = after(shown());
    assert.equal(reduceTab(state, { type: 'dropDraft', key }), state);
    assert.equal(reduceTab(state, { type: 'refused', key, problem: 'x' }), state);
    assert.equal(reduceTab(state, { type: 'settled', id: 1 }), state);
  });

  it('fills in texts', () => {
    const strings = { moved: '{0} moved to place {1}' } as TabState['strings'];
    assert.equal(say({ ...initialState, strings }, 'moved', 'web', 2), 'web moved to place 2');
    assert.equal(say(initialState, 'moved'), '');
  });

  it('reads its own keys', () => {
    assert.deepEqual(splitDraftKey(draftKey(12, 'env:3:name')), {
      profile: 12,
      field: 'env:3:name',
    });
  });
});
