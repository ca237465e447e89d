import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProfileForm, TabModel } from '../../../extension/features/debugTab/protocol.ts';
import {
  draftKey,
  initialState,
  reduceTab,
  type TabAction,
  type TabState,
} from '../../../extension/webview/debugTab/state.ts';

/** A form with variables (and their names for values) and addresses. */
function shown(variables: string, urls = '', handledEdit = 0): TabAction {
  const environment = Array.from(variables, (name) => ({ name, value: name }));
  const form = { index: 0, environment, urls: urls.split(';') } as unknown as ProfileForm;
  const profiles = [{ id: 'p#a', name: 'a', kind: 'Project', icon: 'project' } as const];
  const model: TabModel = {
    ...{ fileName: 'launchSettings.json', projectName: 'app', isTrusted: true },
    ...{ profiles, selected: 0, form },
  };
  return { type: 'model', model, handledEdit };
}

const typed = (field: string, value = 'typed'): TabAction => ({
  ...{ type: 'typed', key: draftKey(0, field), value },
});
const sent = (field: string, edit: number): TabAction => ({
  ...{ type: 'sent', keys: [draftKey(0, field)], edit },
});
const after = (...actions: TabAction[]): TabState => actions.reduce(reduceTab, initialState);
const fields = (state: TabState): string[] =>
  Object.keys(state.drafts).map((key) => key.slice('0/'.length));

describe('What is typed into a row, when rows change elsewhere', () => {
  const cases: readonly (readonly [
    what: string,
    field: string,
    before: TabAction,
    then: TabAction,
    field: string | undefined,
  ])[] = [
    ['stays where nothing changes', 'env:1:value', shown('AB'), shown('AB'), 'env:1:value'],
    ['goes up with its variable', 'env:1:name', shown('ABC'), shown('BC'), 'env:0:name'],
    ['goes down with it', 'env:0:value', shown('B'), shown('AB'), 'env:1:value'],
    ['goes with a variable that goes', 'env:1:value', shown('ABC'), shown('AC'), undefined],
    [
      'stays in the new row when one is added',
      'env:1:value',
      shown('A'),
      shown('AB'),
      'env:2:value',
    ],
    ['stays in the new row when one goes', 'env:1:name', shown('A'), shown(''), 'env:0:name'],
    ['goes with its address', 'url:1', shown('', 'a;b;c'), shown('', 'b;c'), 'url:0'],
    ['stays at an address that changes', 'url:1', shown('', 'a;b'), shown('', 'a;x'), 'url:1'],
    ['stays at a new address', 'url:2', shown('', 'a;b'), shown('', 'a;b;c'), 'url:2'],
    ['has nothing to do with other fields', 'launchUrl', shown('A'), shown(''), 'launchUrl'],
  ];
  for (const [what, field, before, then, now] of cases) {
    it(what, () => {
      const state = after(before, typed(field), then);
      assert.deepEqual(fields(state), now === undefined ? [] : [now]);
    });
  }

  it('stays in the row that got its name here, and in one that was renamed here', () => {
    for (const [before, then] of [
      ['A', 'AB'],
      ['AX', 'AB'],
    ] as const) {
      const begun = after(shown(before), typed('env:1:name', 'B'), sent('env:1:name', 1));
      const state = [typed('env:1:value'), shown(then, '', 1)].reduce(reduceTab, begun);
      assert.deepEqual(fields(state), ['env:1:value']);
      assert.equal(state.hasNewVariable, false);
    }
  });

  it('keeps the new row as long as something is typed into it', () => {
    const begun = after(shown('A'), { type: 'newVariable', isShown: true });
    const withValue = [typed('env:1:value'), shown('AB')].reduce(reduceTab, begun);
    assert.equal(withValue.hasNewVariable, true);
    assert.equal(reduceTab(begun, shown('AB')).hasNewVariable, false);
  });

  it('shows what is on its way where it was sent from', () => {
    const state = after(
      shown('AB'),
      typed('env:1:value'),
      sent('env:1:value', 2),
      shown('B', '', 1),
    );
    assert.deepEqual(fields(state), ['env:1:value']);
  });
});
