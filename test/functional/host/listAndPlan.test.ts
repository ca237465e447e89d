import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { runHost } from './hostRun.ts';
import { launchSettings, makeProject, startupAnswering } from './makeProject.ts';

const settingsFile = path.join('Properties', 'launchSettings.json');

const profiles = {
  docker: { commandName: 'Docker' },
  '10': { commandName: 'Project', applicationUrl: 'http://localhost:5123' },
  express: { commandName: 'IISExpress', launchBrowser: true },
  tool: { commandName: 'Executable', executablePath: 'node', commandLineArgs: 'tool.js "a b"' },
};
const iisSettings = { iisExpress: { applicationUrl: 'http://localhost:8123/', sslPort: 0 } };

describe('list --json', () => {
  it('lists the profiles in file order with servers, addresses and reasons', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('x'),
      // Integer-like names keep their place: written as text, because an object would reorder them.
      [settingsFile]: `{ "iisSettings": ${JSON.stringify(iisSettings)}, "profiles": {
        "docker": ${JSON.stringify(profiles.docker)}, "10": ${JSON.stringify(profiles['10'])},
        "express": ${JSON.stringify(profiles.express)}, "tool": ${JSON.stringify(profiles.tool)} } }`,
    });
    const { code, stdout, stderr } = await runHost(t, ['list', '--project', project, '--json']);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    const listing = JSON.parse(stdout);
    assert.deepEqual(Object.keys(listing), ['file', 'activeProfile', 'profiles', 'diagnostics']);
    assert.equal(listing.file, path.join(project, settingsFile));
    assert.equal(listing.activeProfile, '10');
    const rows = listing.profiles.map((profile: Record<string, unknown>) => ({ ...profile }));
    assert.match(rows[0].reason, /^Docker profiles need/);
    rows[0].reason = 'why';
    assert.deepEqual(rows, [
      {
        name: 'docker',
        commandName: 'Docker',
        server: null,
        urls: [],
        runnable: false,
        reason: 'why',
      },
      {
        name: '10',
        commandName: 'Project',
        server: 'Kestrel',
        urls: ['http://localhost:5123'],
        runnable: true,
        reason: null,
      },
      {
        name: 'express',
        commandName: 'IISExpress',
        server: 'IISExpress',
        urls: ['http://localhost:8123'],
        runnable: true,
        reason: null,
      },
      {
        name: 'tool',
        commandName: 'Executable',
        server: null,
        urls: [],
        runnable: true,
        reason: null,
      },
    ]);
  });

  it('is empty without a file', async (t) => {
    const project = makeProject(t, { 'startup.mjs': startupAnswering('x') });
    const { code, stdout } = await runHost(t, ['list', '--project', project, '--json']);
    assert.deepEqual(JSON.parse(stdout), {
      file: null,
      activeProfile: null,
      profiles: [],
      diagnostics: [],
    });
    assert.equal(code, 0);
  });

  it('tells the line of what is broken', async (t) => {
    const project = makeProject(t, { [settingsFile]: '{\n  "profiles": {\n    oops\n  }\n}\n' });
    const { stdout } = await runHost(t, ['list', '--project', project, '--json']);
    const [first] = JSON.parse(stdout).diagnostics;
    assert.equal(first.severity, 'error');
    assert.equal(first.line, 3);
  });
});

describe('plan --json', () => {
  it('prints what run would do', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('x'),
      [settingsFile]: launchSettings({ web: { ...profiles['10'], launchBrowser: true } }),
    });
    const args = ['plan', '--project', project, '-e', 'COLOR=red', '--json', '--', 'a'];
    const { code, stdout } = await runHost(t, args);
    const plan = JSON.parse(stdout);
    assert.deepEqual(
      { ...plan, command: null, diagnostics: plan.diagnostics.length },
      {
        project,
        kind: 'host',
        profile: 'web',
        commandName: 'Project',
        server: 'Kestrel',
        command: null,
        args: ['a'],
        cwd: project,
        env: {
          DOTNET_LAUNCH_PROFILE: 'web',
          ASPNETCORE_URLS: 'http://localhost:5123',
          COLOR: 'red',
        },
        urls: ['http://localhost:5123'],
        browser: { launch: true, url: 'http://localhost:5123' },
        origins: plan.origins,
        diagnostics: 0,
      },
    );
    assert.equal(plan.origins['env.COLOR'], 'command line');
    assert.equal(plan.origins['env.ASPNETCORE_URLS'], 'applicationUrl');
    assert.equal(code, 0);
  });

  it('plans an executable with its arguments split', async (t) => {
    const project = makeProject(t, { [settingsFile]: launchSettings({ tool: profiles.tool }) });
    const plan = JSON.parse((await runHost(t, ['plan', '--project', project, '--json'])).stdout);
    assert.equal(plan.kind, 'executable');
    assert.equal(plan.command, 'node');
    assert.deepEqual(plan.args, ['tool.js', 'a b']);
    assert.equal(plan.server, null);
  });

  it('exits with 1 when run would not start', async (t) => {
    const project = makeProject(t, { 'startup.mjs': startupAnswering('x') });
    const args = ['plan', '--project', project, '-lp', 'nope', '--json'];
    const { code, stdout } = await runHost(t, args);
    assert.equal(JSON.parse(stdout).diagnostics[0].code, 'no-launch-settings');
    assert.equal(code, 1);
  });
});

describe('Findings of list and plan --json', () => {
  it('have these fields, in English', async (t) => {
    const settings = '{ "profiles": { "web": { "commandName": "project" } } }';
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('x'),
      [settingsFile]: settings,
    });
    const findingOf = async (...args: string[]): Promise<Record<string, unknown>> =>
      JSON.parse((await runHost(t, [...args, '--project', project, '--json'])).stdout)
        .diagnostics[0];
    const hint = "'project' is no launch command. Did you mean 'Project'?";
    const offset = settings.indexOf('"project"');
    const listed = await findingOf('list');
    assert.deepEqual(listed, {
      severity: 'warning',
      code: 'unknown-command-name',
      message: hint,
      path: 'profiles.web.commandName',
      range: { offset, length: '"project"'.length },
      line: 1,
      column: offset + 1,
    });
    const planned = await findingOf('plan', '-lp', 'web');
    assert.equal(planned['message'], `The profile 'web' cannot run here: ${hint}`);
    assert.deepEqual(Object.keys(planned), Object.keys(listed));
  });
});

describe('list and plan for people', () => {
  it('mark the default profile and tell the effective command', async (t) => {
    const project = makeProject(t, { [settingsFile]: launchSettings({ tool: profiles.tool }) });
    const list = await runHost(t, ['list', '--project', project]);
    assert.match(list.stdout, /^\* tool +Executable/);
    const plan = await runHost(t, ['plan', '--project', project]);
    assert.match(plan.stdout, /^Command: +node tool\.js "a b"$/m);
  });
});
