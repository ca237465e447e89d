import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  LaunchSettingsEdit,
  ProfileForm,
  TabRequest,
} from '../../../extension/features/debugTab/protocol.ts';
import { Controller } from '../../../extension/webview/debugTab/controller.ts';
import {
  initialState,
  type TabAction,
  type TabState,
} from '../../../extension/webview/debugTab/state.ts';

type ModelUpdate = Extract<TabAction, { type: 'model' }>;

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

const shown = (environment: ProfileForm['environment'], handledEdit = 0): ModelUpdate => ({
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
  /** How often something changed. */
  changes: () => number;
} {
  const posted: TabRequest[] = [];
  let changes = 0;
  const strings = {
    nameTaken: 'there is a {0}',
    nameImpossible: 'not that',
  } as TabState['strings'];
  const controller = new Controller(
    { ...initialState, strings },
    (request) => posted.push(request),
    () => (changes += 1),
  );
  controller.dispatch(shown(environment));
  return { controller, posted, changes: () => changes };
}

/** A model of three profiles, the first of them shown. */
function three(): ModelUpdate {
  const { model, ...rest } = shown([]);
  const profiles = ['a', 'b', 'c'].map((id) => {
    return { id, name: id, kind: 'Project', icon: 'project' } as const;
  });
  return { ...rest, model: { ...model, profiles } };
}

const withAddresses: ModelUpdate = (() => {
  const { model, ...rest } = shown([]);
  const iis = {
    ...{ section: 'iisExpress', applicationUrl: '', sslPort: 44_301 },
    ...{ anonymousAuthentication: true, windowsAuthentication: false },
  };
  const filled = { ...form, urls: ['http://a'], iis } as ProfileForm;
  return { ...rest, model: { ...model, form: filled } };
})();

const launchUrl = (id: number, value: string): TabRequest => ({
  ...{ type: 'edit', id, of: 'a' },
  edits: [{ kind: 'setProfileValue', profile: 0, path: ['launchUrl'], value }],
});

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

  it('leaves to the end of typing what would take the row away in a pause', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    for (const [field, value, path] of [
      ['url:0', '', ['applicationUrl']],
      ['url:0', 'http://a;', ['applicationUrl']],
      ['iis.sslPort', '', ['iisSettings', 'iisExpress', 'sslPort']],
    ] as const) {
      const { controller, posted } = begin();
      controller.dispatch(withAddresses);
      controller.type(field, value);
      context.mock.timers.tick(1000);
      assert.equal(posted.length, 0, `${field} ${value}`);
      controller.flush();
      const [request] = posted;
      assert.ok(request?.type === 'edit', `${field} ${value}`);
      const [edit] = request.edits;
      assert.deepEqual(edit && 'path' in edit && edit.path, path);
    }
  });

  it('sends what is complete in a pause', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    for (const [field, value] of [
      ['url:0', 'http://b'],
      ['iis.sslPort', '44300'],
    ] as const) {
      const { controller, posted } = begin();
      controller.dispatch(withAddresses);
      controller.type(field, value);
      context.mock.timers.tick(250);
      assert.equal(posted.length, 1, field);
    }
  });

  it('names a profile as it is written, not as its row shows it', () => {
    const { controller, posted } = begin();
    const { model, ...rest } = shown([]);
    const row = { name: '(no name)', kind: 'Project', icon: 'project' } as const;
    for (const name of ['', 'a\tb', 'a#b']) {
      const profiles = [{ id: `file:///app#${name}`, ...row }];
      controller.dispatch({ ...rest, model: { ...model, profiles } });
      controller.edit([{ kind: 'setProfileValue', profile: 0, path: ['launchUrl'], value: 'x' }]);
      const request = posted.at(-1);
      assert.ok(request?.type === 'edit');
      assert.equal(request.of, name);
    }
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

  it('keeps what was typed where a name cannot be one, and sends the rest', () => {
    const { controller, posted } = begin([{ name: 'A', value: '1' }]);
    controller.type('env:0:name', 'A=B');
    controller.type('env:1:name', '=');
    controller.type('launchUrl', 'a');
    controller.flush();
    assert.deepEqual(posted, [launchUrl(1, 'a')]);
    assert.deepEqual(controller.state.drafts, {
      '0/env:0:name': { value: 'A=B', problem: 'not that' },
      '0/env:1:name': { value: '=', problem: 'not that' },
      '0/launchUrl': { value: 'a', edit: 1 },
    });
    controller.type('env:0:name', 'B');
    controller.flush();
    assert.equal(posted.length, 2);
  });

  it('sends no name of a variable before it is finished, whatever else is typed', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { controller, posted } = begin([{ name: 'A', value: '1' }]);
    controller.type('launchUrl', 'a');
    controller.type('env:0:name', 'B');
    context.mock.timers.tick(1000);
    assert.deepEqual(posted, []);
    controller.dispatch(shown([{ name: 'A', value: '2' }]));
    context.mock.timers.tick(250);
    assert.equal(posted.length, 1);
    assert.deepEqual(controller.state.drafts, {
      '0/launchUrl': { value: 'a', edit: 1 },
      '0/env:0:name': { value: 'B', edit: 1 },
    });
  });

  it('does not send a name because a model comes', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { controller, posted } = begin([{ name: 'A', value: '1' }]);
    controller.type('env:0:name', 'B');
    controller.dispatch(shown([{ name: 'A', value: '2' }]));
    context.mock.timers.tick(1000);
    assert.deepEqual(posted, []);
    controller.flush();
    assert.equal(posted.length, 1);
  });

  it('does not wait longer for what is typed because models come meanwhile', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { controller, posted } = begin();
    controller.type('launchUrl', 'a');
    context.mock.timers.tick(200);
    controller.dispatch(shown([{ name: 'A', value: '' }]));
    assert.deepEqual(posted, []);
    context.mock.timers.tick(50);
    assert.deepEqual(posted, [launchUrl(1, 'a')]);
    context.mock.timers.tick(1000);
    assert.equal(posted.length, 1);
  });

  it('tells of changes, and of nothing else', () => {
    const { controller, changes } = begin();
    assert.equal(changes(), 1);
    controller.dispatch({ type: 'dropDraft', key: '0/none' });
    assert.equal(changes(), 1);
    controller.dispatch({ type: 'announce', text: 'x' });
    assert.equal(changes(), 2);
  });

  it('sends what was typed before what is clicked', () => {
    const { controller, posted } = begin();
    controller.type('launchUrl', 'a');
    controller.command('run', 0);
    controller.type('launchUrl', 'b');
    const browser = { kind: 'setProfileValue', profile: 0, path: ['launchBrowser'], value: true };
    controller.edit([browser as LaunchSettingsEdit]);
    assert.deepEqual(posted, [
      launchUrl(1, 'a'),
      { type: 'command', command: 'run', profile: 0, of: 'a' },
      launchUrl(2, 'b'),
      { type: 'edit', id: 3, of: 'a', edits: [browser] },
    ]);
    controller.edit([]);
    assert.equal(posted.length, 4);
  });

  it('names the profile that edits are about, and none for those about the file', () => {
    const { controller, posted } = begin();
    controller.dispatch(three());
    const shared = { kind: 'setValue', path: ['iisSettings', 'x'], value: 1 } as const;
    const moved = { kind: 'moveProfile', profile: 2, to: 0 } as const;
    controller.edit([shared]);
    controller.edit([shared, moved]);
    assert.deepEqual(posted, [
      { type: 'edit', id: 1, edits: [shared] },
      { type: 'edit', id: 2, of: 'c', edits: [shared, moved] },
    ]);
  });

  it('names the profile that a request is about', () => {
    const { controller, posted } = begin();
    controller.dispatch(three());
    controller.command('remove', 1);
    controller.post({ type: 'suggest', profile: 2, what: 'http' });
    controller.post({ type: 'setServer', profile: 0, server: 'Kestrel' });
    controller.post({ type: 'browse', profile: 0, field: 'executablePath' });
    controller.post({ type: 'addProfile' });
    assert.deepEqual(posted, [
      { type: 'command', command: 'remove', profile: 1, of: 'b' },
      { type: 'suggest', profile: 2, of: 'c', what: 'http' },
      { type: 'setServer', profile: 0, of: 'a', server: 'Kestrel' },
      { type: 'browse', profile: 0, of: 'a', field: 'executablePath' },
      { type: 'addProfile' },
    ]);
  });

  it('shows another profile, once, and only one that there is', () => {
    const { controller, posted } = begin();
    controller.dispatch(three());
    for (const profile of [-1, 3, 0]) controller.select(profile);
    assert.deepEqual(posted, []);
    controller.type('launchUrl', 'a');
    controller.select(2);
    controller.select(2);
    assert.deepEqual(posted, [launchUrl(1, 'a'), { type: 'select', profile: 2, of: 'c' }]);
    assert.equal(controller.state.pending, 2);
    controller.select(0);
    assert.deepEqual(posted.at(-1), { type: 'select', profile: 0, of: 'a' });
  });

  it('does nothing while there is no form', () => {
    const posted: TabRequest[] = [];
    const controller = new Controller(
      initialState,
      (one) => posted.push(one),
      () => undefined,
    );
    controller.select(0);
    controller.type('launchUrl', 'a');
    controller.flush();
    assert.deepEqual([posted, controller.state], [[], initialState]);
  });

  it('keeps what was typed while a model of the same profile comes', () => {
    const { controller, posted } = begin();
    controller.type('launchUrl', 'a');
    controller.dispatch(shown([{ name: 'A', value: '' }]));
    const { model, ...rest } = shown([]);
    const { profiles: _, ...rowless } = model;
    controller.dispatch({ ...rest, model: rowless });
    assert.deepEqual(posted, []);
    controller.dispatch({ ...rest, model: { ...rowless, selected: 1 } });
    assert.deepEqual(posted, [launchUrl(1, 'a')]);
  });

  it('sends once what is not taken, and then waits for the person', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { controller, posted } = begin();
    controller.type('launchUrl', 'a');
    context.mock.timers.tick(250);
    controller.flush();
    assert.deepEqual(posted, [launchUrl(1, 'a')]);
    controller.dispatch({ type: 'editFailed', id: 1, message: 'no' });
    controller.dispatch(shown([{ name: 'A', value: '' }]));
    context.mock.timers.tick(1000);
    controller.flush();
    assert.equal(posted.length, 1);
    controller.type('launchUrl', 'b');
    context.mock.timers.tick(250);
    assert.deepEqual(posted.at(-1), launchUrl(2, 'b'));
  });

  it('drops what is no change', () => {
    const { controller, posted } = begin();
    controller.type('launchUrl', '');
    controller.flush();
    assert.deepEqual([posted, controller.state.drafts], [[], {}]);
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
