import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProfileForm, TabRequest } from '../../../extension/features/debugTab/protocol.ts';
import { Controller } from '../../../extension/webview/debugTab/controller.ts';
import {
  initialState,
  type TabAction,
  type TabState,
} from '../../../extension/webview/debugTab/state.ts';

const form: ProfileForm = {
  index: 0,
  commandName: 'Project',
  commandNames: [],
  commandLineArgs: '',
  argv: [],
  workingDirectory: '',
  executablePath: '',
  launchBrowser: false,
  launchUrl: '',
  urls: [],
  environment: [],
  servers: [],
  server: '',
  hostingModel: '',
  shows: { executable: false, urls: true, iis: false, hostingModel: false },
  problems: {},
};

const shown = (environment: ProfileForm['environment'], handledEdit = 0): TabAction => ({
  type: 'model',
  model: {
    fileName: 'launchSettings.json',
    projectName: 'app',
    isTrusted: true,
    profiles: [{ id: 'a', name: 'a', kind: 'Project', icon: 'project' }],
    selected: 0,
    form: { ...form, environment },
  },
  handledEdit,
});

function begin(environment: ProfileForm['environment'] = []): {
  controller: Controller;
  posted: TabRequest[];
} {
  const posted: TabRequest[] = [];
  const strings = { nameTaken: 'there is a {0}' } as TabState['strings'];
  const controller = new Controller(
    { ...initialState, strings },
    (request) => posted.push(request),
    () => undefined,
  );
  controller.dispatch(shown(environment));
  return { controller, posted };
}

const setVariable = (id: number, value: string): TabRequest => ({
  type: 'edit',
  id,
  of: 'a',
  edits: [{ kind: 'setProfileValue', profile: 0, path: ['environmentVariables', 'A'], value }],
});

describe('The Debug tab’s controller', () => {
  it('sends what is typed after a pause, as one edit', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { controller, posted } = begin();
    controller.type('launchUrl', 'a');
    controller.type('launchUrl', 'ab');
    context.mock.timers.tick(249);
    assert.deepEqual(posted, []);
    context.mock.timers.tick(1);
    const edit = { kind: 'setProfileValue', profile: 0, path: ['launchUrl'], value: 'ab' };
    assert.deepEqual(posted, [{ type: 'edit', id: 1, of: 'a', edits: [edit] }]);
  });

  it('keeps a value until the name of its variable is in the text', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { controller, posted } = begin();
    controller.type('env:0:name', 'A');
    controller.flush();
    controller.type('env:0:value', '1');
    controller.flush();
    assert.deepEqual(posted, [setVariable(1, '')]);
    controller.dispatch(shown([{ name: 'A', value: '' }], 1));
    context.mock.timers.tick(250);
    assert.deepEqual(posted, [setVariable(1, ''), setVariable(2, '1')]);
  });

  it('does not let a new variable take the name of another one', () => {
    const { controller, posted } = begin([{ name: 'A', value: '1' }]);
    controller.type('env:1:name', 'A');
    controller.flush();
    assert.deepEqual(posted, []);
    assert.deepEqual(controller.state.drafts, {
      '0/env:1:name': { value: 'A', problem: 'there is a A' },
    });
  });

  it('sends what was typed for its own profile when the text has another one in its place', () => {
    const { controller, posted } = begin();
    controller.type('launchUrl', 'typed');
    const other = { id: 'b', name: 'b', kind: 'Project', icon: 'project' } as const;
    const model = {
      ...{ fileName: 'launchSettings.json', projectName: 'app', isTrusted: true },
      ...{ profiles: [other], selected: 0, form },
    };
    controller.dispatch({ type: 'model', model, handledEdit: 0 });
    assert.deepEqual(
      posted.map((request) => request.type === 'edit' && request.of),
      ['a'],
    );
    assert.deepEqual(controller.state.drafts, {});
    controller.dispatch({ type: 'editFailed', id: 1, message: 'a is gone' });
    assert.equal(controller.state.refusal, 'a is gone');
    controller.edit([{ kind: 'setProfileValue', profile: 0, path: ['launchUrl'], value: 'x' }]);
    assert.equal(controller.state.refusal, undefined);
  });
});
