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

const key = '0/iis.sslPort';

/** A form with an SSL port; without SSL, 0. */
function shown(sslPort: number): ModelUpdate {
  const iis = { section: 'iisExpress', applicationUrl: '', sslPort };
  const form = { index: 0, urls: [], environment: [], iis } as unknown as ProfileForm;
  const row = { id: 'a', name: 'a', kind: 'IIS Express', icon: 'proxied' } as const;
  const model = {
    ...{ fileName: 'launchSettings.json', projectName: 'app', isTrusted: true, form },
    ...{ profiles: [row], selected: 0 },
  };
  return { type: 'model', model, handledEdit: 0 };
}

/** A page with a field for the SSL port. */
function begin(): { controller: Controller; posted: TabRequest[] } {
  const posted: TabRequest[] = [];
  const strings = { portImpossible: '{0} is no port' } as TabState['strings'];
  const controller = new Controller(
    { ...initialState, strings },
    (request) => posted.push(request),
    () => undefined,
  );
  controller.dispatch(shown(44_301));
  return { controller, posted };
}

describe('An SSL port that is none', () => {
  for (const typed of ['44a', '70000']) {
    it(`is told at its field when that is left, and not written: ${typed}`, (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] });
      const { controller, posted } = begin();
      controller.type('iis.sslPort', typed);
      context.mock.timers.tick(1000);
      assert.deepEqual(controller.state.drafts, { [key]: { value: typed } });
      controller.flush();
      assert.deepEqual(controller.state.drafts, {
        [key]: { value: typed, problem: `${typed} is no port` },
      });
      controller.flush();
      assert.deepEqual(posted, []);
    });
  }

  it('is written once it is one', () => {
    const { controller, posted } = begin();
    controller.type('iis.sslPort', '4430a');
    controller.flush();
    controller.type('iis.sslPort', '44302');
    controller.flush();
    assert.deepEqual(
      posted.map((request) => request.type === 'edit' && request.edits),
      [[{ kind: 'setValue', path: ['iisSettings', 'iisExpress', 'sslPort'], value: 44_302 }]],
    );
  });

  it('stays while its field does, and goes when SSL is disabled', () => {
    const { controller } = begin();
    controller.type('iis.sslPort', '44a');
    controller.flush();
    controller.dispatch(shown(44_302));
    assert.equal(controller.state.drafts[key]?.value, '44a');
    controller.dispatch(shown(0));
    assert.deepEqual(controller.state.drafts, {});
  });
});
