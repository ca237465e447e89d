import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProfileForm, TabRequest } from '../../../extension/features/debugTab/protocol.ts';
import { Controller } from '../../../extension/webview/debugTab/controller.ts';
import { initialState } from '../../../extension/webview/debugTab/state.ts';

/** A page that shows a profile with these variables. */
function begin(environment: ProfileForm['environment']): {
  controller: Controller;
  posted: TabRequest[];
} {
  const posted: TabRequest[] = [];
  const controller = new Controller(
    initialState,
    (request) => posted.push(request),
    () => undefined,
  );
  const form = { index: 0, urls: [], environment } as unknown as ProfileForm;
  const row = { id: 'a', name: 'a', kind: 'Project', icon: 'project' } as const;
  const model = {
    ...{ fileName: 'launchSettings.json', projectName: 'app', isTrusted: true, form },
    ...{ profiles: [row], selected: 0 },
  };
  controller.dispatch({ type: 'model', model, handledEdit: 0 });
  return { controller, posted };
}

const edit = (id: number, ...pairs: (readonly [name: string, value: string])[]): TabRequest => ({
  ...{ type: 'edit', id, of: 'a' },
  edits: pairs.map(([name, value]) => {
    return { kind: 'setProfileValue', profile: 0, path: ['environmentVariables', name], value };
  }),
});

describe('Variables that are pasted into a name', () => {
  it('are written, and not the name that was being typed in their place', () => {
    const pairs = [
      ['A', '2'],
      ['B', '3'],
    ] as const;
    for (const row of [0, 1]) {
      const { controller, posted } = begin([{ name: 'A', value: '1' }]);
      controller.dispatch({ type: 'newVariable', isShown: true });
      controller.type(`env:${row}:name`, 'HALF');
      controller.addVariables(row, pairs);
      assert.deepEqual(posted, [edit(1, ...pairs)]);
      assert.deepEqual(controller.state.drafts, {});
      assert.equal(controller.state.hasNewVariable, true);
    }
  });

  it('leave no new row where all of them are there, and no value of one that is unsaid', () => {
    const { controller, posted } = begin([{ name: 'A', value: '1' }]);
    controller.dispatch({ type: 'newVariable', isShown: true });
    controller.type('env:0:value', '2');
    controller.type('env:1:value', 'of no name');
    controller.addVariables(1, [['A', '3']]);
    assert.deepEqual(posted, [edit(1, ['A', '2']), edit(2, ['A', '3'])]);
    assert.deepEqual(controller.state.drafts, { '0/env:0:value': { value: '2', edit: 1 } });
    assert.equal(controller.state.hasNewVariable, false);
  });
});
