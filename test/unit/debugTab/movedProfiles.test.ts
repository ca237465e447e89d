import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProfileForm, TabRequest } from '../../../extension/features/debugTab/protocol.ts';
import { Controller } from '../../../extension/webview/debugTab/controller.ts';
import {
  initialState,
  type TabAction,
  type TabState,
} from '../../../extension/webview/debugTab/state.ts';

type ModelUpdate = Extract<TabAction, { type: 'model' }>;

/** Profiles, one letter each, with one of them shown; without rows, as while those are as they were sent last. */
function shown(names: string, selected: number, handledEdit = 0, hasRows = true): ModelUpdate {
  const profiles = Array.from(names, (name) => {
    return { id: `p#${name}`, name, kind: 'Project', icon: 'project' } as const;
  });
  const form = { index: selected, urls: [], environment: [] } as unknown as ProfileForm;
  return {
    type: 'model',
    handledEdit,
    model: {
      ...{ fileName: 'launchSettings.json', projectName: 'app', isTrusted: true },
      ...(hasRows && { profiles }),
      ...{ selected, form },
    },
  };
}

interface Page {
  readonly controller: Controller;
  readonly posted: TabRequest[];
  /** The names in the list, with the selected one in brackets. */
  readonly list: () => string;
}

function begin(names: string, selected: number): Page {
  const posted: TabRequest[] = [];
  const strings = { moved: '{0} is at {1}' } as TabState['strings'];
  const controller = new Controller(
    { ...initialState, strings },
    (request) => posted.push(request),
    () => undefined,
  );
  controller.dispatch(shown(names, selected));
  const list = (): string => {
    const { model, pending } = controller.state;
    const at = pending ?? model?.selected;
    const labels = model?.profiles.map((row, index) =>
      index === at ? `[${row?.name}]` : row?.name,
    );
    return labels?.join('') ?? '';
  };
  return { controller, posted, list };
}

const move = (id: number, of: string, profile: number, to: number): TabRequest => ({
  ...{ type: 'edit', id, of },
  edits: [{ kind: 'moveProfile', profile, to }],
});

describe('A profile that is moved in the Debug tab', () => {
  it('is at its new place before the text is, selected, and that is said', () => {
    const { controller, posted, list } = begin('abcd', 0);
    controller.move(0, 2);
    assert.equal(list(), 'bc[a]d');
    assert.equal(controller.state.model?.form?.index, 2);
    assert.equal(controller.state.announcement, 'a is at 3');
    controller.move(3, 0);
    assert.equal(list(), 'dbc[a]');
    assert.deepEqual(posted, [move(1, 'a', 0, 2), move(2, 'd', 3, 0)]);
  });

  it('is what the next keys mean', () => {
    const { controller, posted, list } = begin('abc', 0);
    controller.move(0, 1);
    controller.move(1, 2);
    controller.command('remove', 2);
    assert.equal(list(), 'bc[a]');
    assert.deepEqual(posted, [
      move(1, 'a', 0, 1),
      move(2, 'a', 1, 2),
      { type: 'command', command: 'remove', profile: 2, of: 'a' },
    ]);
  });

  it('stays there while the text comes after', () => {
    const { controller, list } = begin('abc', 0);
    controller.move(0, 1);
    controller.move(1, 2);
    const seen = [];
    for (const update of [
      shown('abc', 0, 0, false),
      shown('bac', 1, 1),
      shown('bac', 1, 1, false),
      shown('bca', 2, 2),
      shown('bca', 2, 2, false),
    ]) {
      controller.dispatch(update);
      seen.push(list());
    }
    assert.deepEqual(seen, Array(5).fill('bc[a]'));
    assert.deepEqual(controller.state.moves, []);
  });

  it('is where the text has it when that was changed otherwise', () => {
    const { controller, list } = begin('abc', 0);
    controller.move(0, 2);
    controller.dispatch(shown('xabc', 1));
    assert.equal(list(), 'xb[a]c');
    controller.dispatch(shown('xbac', 2, 1));
    assert.equal(list(), 'xb[a]c');
    controller.move(2, 3);
    controller.dispatch(shown('xb', 0, 1));
    assert.equal(list(), '[x]b');
  });

  it('is where it was when it cannot be moved, or the file takes no changes', () => {
    const { controller, list } = begin('abc', 0);
    controller.move(0, 1);
    controller.dispatch({ type: 'editFailed', id: 1, message: 'no' });
    assert.equal(list(), '[a]bc');
    assert.equal(controller.state.refusal, 'no');
    controller.move(0, 1);
    controller.dispatch(shown('abc', 0, 2, false));
    assert.equal(list(), '[a]bc');
  });

  it('keeps what was typed into it, and the profile that was chosen before', () => {
    const { controller, list } = begin('abc', 0);
    controller.type('env:0:value', 'typed');
    controller.move(0, 1);
    assert.deepEqual(controller.state.drafts, { '1/env:0:value': { value: 'typed' } });
    controller.dispatch(shown('bac', 1, 1));
    assert.deepEqual(controller.state.drafts, { '1/env:0:value': { value: 'typed' } });
    controller.select(2);
    controller.move(2, 0);
    assert.equal(list(), '[c]ba');
    controller.dispatch(shown('bac', 2, 1, false));
    assert.equal(list(), '[c]ba');
  });
});
