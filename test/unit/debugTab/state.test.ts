import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProfileForm, TabModel } from '../../../extension/features/debugTab/protocol.ts';
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

  it('waits no longer for the form of a profile that is gone', () => {
    const waiting = after(shown(), { type: 'select', profile: 1 });
    const fewer = { ...model(), profiles: model().profiles.slice(0, 1) };
    const left = reduceTab(waiting, { type: 'model', model: fewer, handledEdit: 0 });
    assert.equal(left.pending, undefined);
    assert.equal(after(shown()).pending, undefined);
  });

  it('makes of a begun row one of the text when that has one more', () => {
    const withRows = (count: number): TabAction => {
      const environment = Array.from({ length: count }, (_, i) => ({ name: `${i}`, value: '' }));
      const form = { environment } as unknown as ProfileForm;
      return { type: 'model', model: { ...model(), form }, handledEdit: 0 };
    };
    const begin: TabAction = { type: 'newVariable', isShown: true };
    for (const [before, then, isShown] of [
      [0, 0, true],
      [0, 1, false],
      [1, 2, false],
      [2, 1, true],
    ] as const) {
      const state = after(withRows(before), begin, withRows(then));
      assert.equal(state.hasNewVariable, isShown, `${before} → ${then}`);
    }
    assert.equal(after(shown(), begin, withRows(1)).hasNewVariable, false);
    assert.equal(after(withRows(1), begin, shown()).hasNewVariable, true);
    assert.equal(after(withRows(1), withRows(1)).hasNewVariable, false);
    assert.equal(after(shown(), begin, { type: 'select', profile: 1 }).hasNewVariable, false);
  });

  it('keeps the draft of one field when another one is typed into or dropped', () => {
    const [a, b] = [draftKey(0, 'a'), draftKey(0, 'b')];
    const both = after(
      { type: 'typed', key: a, value: '1' },
      { type: 'typed', key: b, value: '2' },
    );
    assert.deepEqual(both.drafts, { [a]: { value: '1' }, [b]: { value: '2' } });
    const one = reduceTab(both, { type: 'dropDraft', key: a });
    assert.deepEqual(one.drafts, { [b]: { value: '2' } });
  });

  it('begins with nothing, and takes texts, servers and what is to be said beside what it has', () => {
    assert.deepEqual(initialState, {
      ...{
        strings: {},
        servers: {},
        moves: [],
        drafts: {},
        hasNewVariable: false,
        announcement: '',
      },
    });
    const strings = { added: 'added {0}' } as Extract<TabAction, { type: 'strings' }>['strings'];
    const servers = { a: {} } as unknown as TabState['servers'];
    const state = after(
      shown(),
      { type: 'strings', strings },
      { type: 'servers', servers },
      { type: 'begin', name: 'web' },
    );
    assert.equal(state.strings, strings);
    assert.equal(state.servers, servers);
    assert.equal(state.announcement, 'added web');
    assert.equal(state.model?.fileName, 'launchSettings.json');
    const said = reduceTab(state, { type: 'announce', text: 'x' });
    assert.deepEqual(said, { ...state, announcement: 'x' });
  });

  it('says why an edit that nobody typed was not made, until the next one', () => {
    const refused = after(shown(), { type: 'editFailed', id: 1, message: 'no' });
    assert.equal(refused.refusal, 'no');
    assert.equal(reduceTab(refused, { type: 'sent', keys: [], edit: 2 }).refusal, undefined);
    assert.equal(reduceTab(refused, { type: 'select', profile: 1 }).refusal, undefined);
    const fine = after(shown());
    assert.equal(reduceTab(fine, { type: 'sent', keys: [], edit: 2 }), fine);
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
