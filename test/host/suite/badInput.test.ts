// What is wrong gives one clear message in the tree, a failed state, no hang, no orphan, and an untouched file.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import {
  commands,
  ConfigurationTarget,
  debug,
  DiagnosticSeverity,
  languages,
  workspace,
} from 'vscode';
import type { TestApi, TreeRow } from '../../../extension/testApi.ts';
import {
  ended,
  eventually,
  idOf,
  isAlive,
  listening,
  pidsOf,
  readSettings,
  rowOf,
  run,
  serverOf,
  serverProfiles,
  settingsUri,
  stopAll,
  writeSettings,
} from './serverProfiles.ts';

/** The failure row of a profile. */
function failureOf(name: string): TreeRow {
  const rows = rowOf(name).children.filter(({ contextValue }) => contextValue === 'failure');
  assert.equal(rows.length, 1, 'one failure is shown');
  return rows[0]!;
}

/** Launches a profile that cannot go well; its failure row. */
async function failing(name: string): Promise<TreeRow> {
  const seen = new Set<number>();
  const watch = setInterval(() => pidsOf(name).forEach((pid) => seen.add(pid)), 20);
  await commands.executeCommand('serverProfiles.run', idOf(name));
  const { state } = await ended(name);
  clearInterval(watch);
  assert.equal(state, 'failed');
  assert.equal(rowOf(name).icon, 'error');
  assert.match(rowOf(name).description, /failed/);
  await eventually('no process is left', () => ![...seen].some(isAlive));
  return failureOf(name);
}

describe('Bad input', () => {
  let api: TestApi;

  const project = (name: string): TreeRow => {
    const row = api.tree().find(({ label }) => label === name);
    assert.ok(row, `there is a project ${name}`);
    return row;
  };

  before(async () => {
    api = await serverProfiles();
    await eventually('the projects are found', () => api.projects().length === 5);
  });

  afterEach(stopAll);

  it('hints at a launchSettings.json for a project without one', () => {
    const [hint, ...others] = project('plain').children;
    assert.equal(others.length, 0);
    assert.equal(hint?.contextValue, 'hint');
    assert.equal(hint?.description, 'No profiles yet: add one in a new launchSettings.json');
  });

  it('hints at the launchSettings.json that is there when it has no profiles', async () => {
    const { children } = project('plain');
    await writeSettings('{}', 'plain');
    try {
      const hint = await eventually('the file is read', () => {
        const [row] = project('plain').children;
        return row && row.description !== children[0]?.description && row;
      });
      assert.equal(hint.contextValue, 'hint');
      assert.equal(hint.description, 'No profiles yet: add one to launchSettings.json');
    } finally {
      await workspace.fs.delete(settingsUri('plain'));
    }
    await eventually('the file is gone', () => project('plain').contextValue === 'project.plain');
  });

  it('shows names that cannot be seen, and launches nothing for an empty one', async () => {
    const whole = await readSettings('busy');
    const web = { commandName: 'Project', applicationUrl: 'http://127.0.0.1:0' };
    const names = ['', 'tab\t', '\u202eturned', 'خادم'];
    const profiles = Object.fromEntries(names.map((name) => [name, web]));
    await writeSettings(JSON.stringify({ profiles }), 'busy');
    try {
      const rows = await eventually('the profiles are read', () => {
        const { children } = project('busy');
        return children.length === names.length && children;
      });
      assert.deepEqual(
        rows.map(({ label }) => label),
        ['(no name)', 'tab\\t', '\\u202eturned', 'خادم'],
      );
      assert.equal(rows[0]?.contextValue, 'profile.unavailable');
      assert.match(rows[0]?.tooltip ?? '', /has no name to launch it by/);
      const [finding] = languages.getDiagnostics(settingsUri('busy'));
      assert.equal(finding?.message, 'A profile needs a name.');
      await commands.executeCommand('serverProfiles.run', idOf(''));
      assert.equal(serverOf(''), undefined);
    } finally {
      await writeSettings(whole, 'busy');
    }
    await eventually('the profile is back', () => project('busy').children[0]?.label === 'busy');
  });

  it('shows the line of a syntax error, in the tree and among the problems', async () => {
    const before = await readSettings('broken');
    const problem = project('broken').children.find(
      ({ contextValue }) => contextValue === 'problem',
    );
    assert.match(problem?.description ?? '', /line 6/);
    assert.match(project('broken').description, /not valid JSON/);
    assert.match(rowOf('web').description, /not valid JSON/);
    assert.equal(rowOf('web').icon, 'warning');
    const [diagnostic] = languages.getDiagnostics(settingsUri('broken'));
    assert.equal(diagnostic?.range.start.line, 5);
    assert.equal(diagnostic?.severity, DiagnosticSeverity.Error);
    assert.equal(await readSettings('broken'), before);
  });

  it('launches nothing from a file that does not parse, says where, and leaves it as it is', async () => {
    const before = await readSettings('broken');
    const { label, children } = await failing('web');
    assert.match(label, /^Properties.launchSettings\.json:6:7: A comma is missing here\.$/);
    assert.ok(children.some((row) => row.label === 'Open launchSettings.json:6'));
    assert.equal(await readSettings('broken'), before);
  });

  it('takes up a file that has been corrected', async () => {
    const broken = await readSettings('broken');
    await writeSettings(broken.replace('"Project"', '"Project",'), 'broken');
    await eventually('the problem is gone', () =>
      project('broken').children.every(({ contextValue }) =>
        /^profile\.(idle|ended)$/.test(contextValue),
      ),
    );
    assert.deepEqual(languages.getDiagnostics(settingsUri('broken')), []);
    await writeSettings(broken, 'broken');
    await eventually('the problem is back', () =>
      project('broken').children.some(({ contextValue }) => contextValue === 'problem'),
    );
  });

  it('keeps a running profile in sight when its file breaks', async () => {
    const whole = await readSettings('busy');
    await run('busy');
    await writeSettings('{ "profiles": {', 'busy');
    await eventually('the problem is shown', () =>
      project('busy').children.some(({ contextValue }) => contextValue === 'problem'),
    );
    assert.equal(rowOf('busy').contextValue, 'profile.active.listening');
    await commands.executeCommand('serverProfiles.stop', idOf('busy'));
    await ended('busy');
    await writeSettings(whole, 'busy');
    await eventually('the profile is back', () =>
      project('busy').children.every(({ contextValue }) =>
        /^profile\.(idle|ended)$/.test(contextValue),
      ),
    );
  });

  it('lets a running profile go on that went from its file, when it is to be restarted', async () => {
    const whole = await readSettings('busy');
    await run('busy');
    const [pid] = pidsOf('busy');
    await writeSettings(whole.replace('"busy"', '"renamed"'), 'busy');
    await eventually('both are shown', () => project('busy').children.length === 2);
    await commands.executeCommand('serverProfiles.restart', idOf('busy'));
    assert.equal(rowOf('busy').contextValue, 'profile.active.listening');
    assert.deepEqual(pidsOf('busy'), [pid]);
    await commands.executeCommand('serverProfiles.stop', idOf('busy'));
    await ended('busy');
    await writeSettings(whole, 'busy');
    await eventually('the profile is back', () => project('busy').children.length === 1);
  });

  it('is not upset by a folder in the place of a settings file', async () => {
    const whole = await readSettings('busy');
    await workspace.fs.delete(settingsUri('busy'));
    await workspace.fs.createDirectory(settingsUri('busy'));
    await commands.executeCommand('serverProfiles.refresh');
    assert.equal(api.projects().length, 5);
    await workspace.fs.delete(settingsUri('busy'), { recursive: true });
    await writeSettings(whole, 'busy');
    await eventually('the profile is back', () =>
      project('busy').children.every(({ contextValue }) =>
        /^profile\.(idle|ended)$/.test(contextValue),
      ),
    );
  });

  it('says why a profile of another tool does not run here', () => {
    const row = rowOf('elsewhere');
    assert.equal(row.contextValue, 'profile.unavailable');
    assert.match(row.tooltip, /Docker/);
  });

  it('launches nothing for a profile that is not there', async () => {
    const id = idOf('busy').replace(/#.*$/, '#nobody');
    await commands.executeCommand('serverProfiles.run', id);
    const folder = workspace.workspaceFolders?.[0];
    const started = await debug.startDebugging(folder, {
      type: 'server-profile',
      request: 'launch',
      name: 'nobody',
      project: 'busy',
      profile: 'nobody',
    });
    assert.equal(started, false);
    assert.equal(serverOf('nobody'), undefined);
  });

  it('names the port that is in use, and who holds it', async () => {
    const whole = await readSettings('busy');
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    try {
      await writeSettings(whole.replace('127.0.0.1:0', `127.0.0.1:${port}`), 'busy');
      await eventually('the port is read', () =>
        api
          .projects()
          .some(({ profiles }) => profiles.some(({ text }) => text.includes(`:${port}`))),
      );
      const { label, tooltip } = await failing('busy');
      assert.match(label, new RegExp(`\\b${port}\\b`));
      if (process.platform === 'linux') assert.match(tooltip, new RegExp(`\\b${process.pid}\\b`));
    } finally {
      holder.close();
      await writeSettings(whole, 'busy');
    }
  });

  it('takes the port from the profile that holds it, when that is chosen', async () => {
    const whole = await readSettings('busy');
    const { port } = new URL(await run('dies'));
    try {
      await writeSettings(whole.replace('127.0.0.1:0', `127.0.0.1:${port}`), 'busy');
      await commands.executeCommand('serverProfiles.refresh');
      const { children } = await failing('busy');
      const [first] = children.filter(({ contextValue }) => contextValue.startsWith('fix.'));
      assert.equal(first?.label, 'Stop "dies" and Try Again');
      const fix = { kind: 'stopOwner', owner: idOf('dies') };
      await commands.executeCommand('serverProfiles.applyFix', idOf('busy'), fix);
      assert.equal(new URL(await listening('busy')).port, port);
      assert.equal(serverOf('dies')?.state, 'stopped');
    } finally {
      await writeSettings(whole, 'busy');
    }
  });

  it('says that Node could not be started when the setting names none', async () => {
    const config = workspace.getConfiguration('serverProfiles');
    await config.update('nodePath', '/nowhere/node', ConfigurationTarget.Global);
    try {
      const { label, children } = await failing('busy');
      assert.equal(label, 'Node could not be started: /nowhere/node (ENOENT).');
      assert.ok(children.some(({ contextValue }) => contextValue === 'fix.nodeSetting'));
    } finally {
      await config.update('nodePath', undefined, ConfigurationTarget.Global);
    }
    await run('busy');
  });

  it('runs on the editor’s own Node when the setting is no text', async () => {
    const config = workspace.getConfiguration('serverProfiles');
    await config.update('nodePath', 42, ConfigurationTarget.Global);
    try {
      await run('busy');
    } finally {
      await config.update('nodePath', undefined, ConfigurationTarget.Global);
    }
  });

  for (const name of ['throws', 'throws, proxied']) {
    it(`shows the error of a startup file and its first frame (${name})`, async () => {
      const before = await readSettings('throws');
      const { label, tooltip } = await failing(name);
      assert.match(label, /There is no connection string/);
      assert.match(tooltip, /startup\.js:3/);
      assert.equal(await readSettings('throws'), before);
    });
  }

  it('fails when the app ends by itself', async () => {
    const url = await run('dies');
    await fetch(`${url}/die`).catch(() => undefined);
    const { state } = await ended('dies');
    assert.equal(state, 'failed');
    const { label, tooltip } = failureOf('dies');
    assert.match(label, /\b7\b/);
    assert.match(tooltip, /Out of luck/);
  });

  it('tells that the worker of a proxied server died', async () => {
    const url = await run('dies, proxied');
    await fetch(`${url}/die`).catch(() => undefined);
    const failure = await eventually('the failure is shown', () =>
      rowOf('dies, proxied').children.find(({ contextValue }) => contextValue === 'failure'),
    );
    assert.match(failure.label, /worker/i);
    assert.match(failure.tooltip, /Out of luck/);
    const pids = pidsOf('dies, proxied');
    await stopAll();
    await eventually('no process is left', () => !pids.some(isAlive));
  });
});
