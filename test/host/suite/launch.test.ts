// The main job: profiles of the sample, launched in a real VS Code, seen in the tree, asked over HTTP, and stopped.
import assert from 'node:assert/strict';
import {
  commands,
  ConfigurationTarget,
  debug,
  env,
  Position,
  Range,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import { commandParts } from './commandParts.ts';
import { launchParts } from './launchParts.ts';
import { rowsShown } from './rowsShown.ts';
import {
  addressesShown,
  answers,
  bodyOf,
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
  useFreePorts,
  workspaceUri,
  writeSettings,
} from './serverProfiles.ts';
import { whatIsShown } from './whatIsShown.ts';

describe('Launching a profile', () => {
  let api: Awaited<ReturnType<typeof serverProfiles>>;

  before(async () => {
    api = await serverProfiles();
    await eventually('the profiles are found', () => api.projects().length > 0);
    await useFreePorts();
  });

  afterEach(stopAll);

  it('lists the profiles of the sample in file order', () => {
    const [project] = api.tree();
    assert.deepEqual(
      project?.children.map(({ label, contextValue }) => [label, contextValue]),
      [
        ['IIS Express', 'profile.idle'],
        ['ServersDemo', 'profile.idle'],
        ['ServersDemo (WebListener)', 'profile.idle'],
      ],
    );
  });

  it('shows the address of the self-hosted server, which answers there', async () => {
    const url = await run('ServersDemo');
    assert.match(url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    assert.deepEqual(addressesShown('ServersDemo'), [url]);
    const row = rowOf('ServersDemo');
    assert.equal(row.icon, 'circle-filled');
    assert.equal(row.contextValue, 'profile.active.listening');
    assert.match(row.description, /listening/);
    const [host] = pidsOf('ServersDemo');
    assert.deepEqual(
      row.children.map(({ label, description }) => `${label} ${description}`),
      [`node pid ${host}`],
    );
    const body = await bodyOf(`${url}/hello`);
    assert.match(body, /^Hosted by Kestrel\r?\n\r?\nListening on the following addresses: /);
    assert.ok(body.includes(url));
    assert.match(body, /Request URL: .*\/hello/);
  });

  it('shows the front end with its address, and the worker with pid and own address', async () => {
    const url = await run('IIS Express');
    assert.deepEqual(addressesShown('IIS Express'), [url]);
    const worker = await eventually('the worker listens', () =>
      serverOf('IIS Express')?.processes.find(
        ({ role, address }) => role === 'worker' && address !== undefined,
      ),
    );
    assert.notEqual(worker.address, url);
    const [host] = pidsOf('IIS Express');
    const { children } = rowOf('IIS Express');
    assert.deepEqual(
      children.map(({ label, description }) => `${label} ${description}`),
      [`Front end node · pid ${host}`, `Worker node · pid ${worker.pid} · ${worker.address}`],
    );
    assert.deepEqual(children[1]?.children, [], 'the own address of a worker is not one to open');
    const body = await bodyOf(`${url}/hello`);
    assert.match(body, /^Hosted by Kestrel/);
    // The app behind the proxied server sees the address that the client asked for.
    assert.ok(body.includes(`Request URL: ${url}/hello`), body);
  });

  it('launches the WebListener profile: it answers, or says that the server is not there yet', async () => {
    const name = 'ServersDemo (WebListener)';
    await commands.executeCommand('serverProfiles.run', idOf(name));
    const { state, failure, addresses } = await eventually('it listens or fails', () => {
      const server = serverOf(name);
      const isSettled = server?.state === 'listening' || server?.hasEnded;
      return isSettled && server;
    });
    if (state === 'listening') {
      assert.match(await bodyOf(addresses[0]!), /Hosted by WebListener/);
      return;
    }
    assert.equal(state, 'failed');
    assert.match(failure?.message ?? '', /WebListener/);
    assert.equal(rowOf(name).children[0]?.contextValue, 'failure');
  });

  it('frees the port and leaves no process when it is stopped', async () => {
    for (const name of ['ServersDemo', 'IIS Express']) {
      const url = await run(name);
      assert.ok(await answers(url));
      const pids = pidsOf(name);
      assert.ok(pids.length > 0);
      await commands.executeCommand('serverProfiles.stop', idOf(name));
      const { state, addresses } = await ended(name);
      assert.equal(state, 'stopped');
      assert.deepEqual(addresses, []);
      assert.deepEqual(addressesShown(name), []);
      assert.equal(await answers(url), false, `${url} is free`);
      await eventually(`${name} leaves no process`, () => !pids.some(isAlive));
    }
  });

  it('runs two profiles side by side', async () => {
    const first = await run('ServersDemo');
    const second = await run('IIS Express');
    assert.notEqual(first, second);
    assert.match(await bodyOf(first), /Hosted by Kestrel/);
    assert.match(await bodyOf(second), /Hosted by Kestrel/);
    await eventually('its terminal', () => window.activeTerminal?.name === 'IIS Express');
    const { launchId } = serverOf('ServersDemo')!;
    await commands.executeCommand('serverProfiles.run', idOf('ServersDemo'));
    await eventually('its terminal', () => window.activeTerminal?.name === 'ServersDemo');
    assert.equal(serverOf('ServersDemo')?.launchId, launchId, 'what runs is not run again');
    await commands.executeCommand('serverProfiles.stop', idOf('ServersDemo'));
    await ended('ServersDemo');
    assert.ok(await answers(second), 'the other one goes on');
  });

  it('stops when its terminal is closed, and has another one the next time', async () => {
    const terminalOf = () => window.terminals.filter(({ name }) => name === 'ServersDemo');
    await run('ServersDemo');
    const [terminal, ...others] = terminalOf();
    assert.ok(terminal);
    assert.deepEqual(others, [], 'each profile has one, however often it runs');
    terminal.dispose();
    assert.equal((await ended('ServersDemo')).state, 'stopped');
    await eventually('it is closed', () => terminalOf().length === 0);
    await run('ServersDemo');
    assert.equal(terminalOf().length, 1);
  });

  it('restarts the self-hosted server in a new host, the proxied one in its host', async () => {
    await run('ServersDemo');
    const { launchId } = serverOf('ServersDemo')!;
    await commands.executeCommand('serverProfiles.restart', idOf('ServersDemo'));
    assert.match(await bodyOf(await listening('ServersDemo')), /Hosted by Kestrel/);
    assert.notEqual(serverOf('ServersDemo')?.launchId, launchId);

    await run('IIS Express');
    const before = serverOf('IIS Express')!;
    await commands.executeCommand('serverProfiles.restart', idOf('IIS Express'));
    await eventually('a new worker listens', () =>
      serverOf('IIS Express')?.processes.some(
        ({ role, pid, address }) =>
          role === 'worker' &&
          address !== undefined &&
          !before.processes.some((p) => p.pid === pid),
      ),
    );
    assert.equal(serverOf('IIS Express')?.launchId, before.launchId);
    assert.match(await bodyOf(await listening('IIS Express')), /Hosted by Kestrel/);
  });

  it('copies the address', async () => {
    const url = await run('ServersDemo');
    await commands.executeCommand('serverProfiles.copyAddress', idOf('ServersDemo'));
    const { port } = new URL(url);
    // In a browser window of the editor, the address is the forwarded one.
    const copied = await env.clipboard.readText();
    assert.ok(copied.includes(port), copied);
  });

  it('opens the page of a profile that asks for a browser', async () => {
    const before = await readSettings();
    const settings = JSON.parse(before) as { profiles: Record<string, object> };
    Object.assign(settings.profiles['ServersDemo']!, { launchBrowser: true, launchUrl: 'hello' });
    const config = workspace.getConfiguration('serverProfiles');
    const tabs = (): number => window.tabGroups.all.flatMap((group) => group.tabs).length;
    await config.update('browser', 'integrated', ConfigurationTarget.Workspace);
    try {
      await writeSettings(JSON.stringify(settings));
      await eventually('the profile asks for it', () =>
        api.projects()[0]?.profiles.some((profile) => profile.settings.launchBrowser),
      );
      const count = tabs();
      await run('ServersDemo');
      await eventually('the browser is there', () => tabs() === count + 1);
      await commands.executeCommand('workbench.action.closeAllEditors');
    } finally {
      await config.update('browser', undefined, ConfigurationTarget.Workspace);
      await writeSettings(before);
    }
    await eventually('no profile asks for it', () =>
      api.projects()[0]?.profiles.every((profile) => !profile.settings.launchBrowser),
    );
  });

  it('takes what is not saved yet, also of a profile that is picked, and when it is restarted', async () => {
    const files = workspace.getConfiguration('files');
    const debugging = workspace.getConfiguration('debug');
    await files.update('autoSave', 'off', ConfigurationTarget.Global);
    const original = await readSettings();
    const document = await workspace.openTextDocument(settingsUri('.'));
    const write = async (args: string): Promise<void> => {
      const profile = { commandName: 'Project', applicationUrl: 'http://127.0.0.1:0' };
      const text = JSON.stringify({ profiles: { Only: { ...profile, commandLineArgs: args } } });
      const edit = new WorkspaceEdit();
      const whole = new Range(
        new Position(0, 0),
        document.lineAt(document.lineCount - 1).range.end,
      );
      edit.replace(document.uri, whole, text);
      assert.ok(await workspace.applyEdit(edit));
    };
    const launched = (args: string): Promise<unknown> =>
      eventually(`a launch with ${args}`, () => {
        const server = serverOf('Only');
        return server?.state === 'listening' && server.launchedText?.includes(args);
      });
    await write('--saved');
    await document.save();
    await eventually('one profile', () => api.projects()[0]?.profiles.length === 1);
    await write('--first');
    await debugging.update('saveBeforeStart', 'none', ConfigurationTarget.Global);
    // The only one that can be launched is taken without a question.
    await commands.executeCommand('serverProfiles.run');
    await launched('--saved');
    assert.ok(document.isDirty, 'the person has told the editor not to save');
    await stopAll();
    await debugging.update('saveBeforeStart', undefined, ConfigurationTarget.Global);
    await commands.executeCommand('serverProfiles.run');
    await launched('--first');
    assert.equal(document.isDirty, false);
    await write('--second');
    await commands.executeCommand('serverProfiles.restart');
    await launched('--second');
    assert.equal(document.isDirty, false);
    await stopAll();
    await files.update('autoSave', undefined, ConfigurationTarget.Global);
    await writeSettings(original);
    await eventually('the profiles again', () => (api.projects()[0]?.profiles.length ?? 0) > 1);
  });

  it('runs without debugging as a debug session that stands for the run', async () => {
    const folder = { uri: workspaceUri(), name: 'workspace', index: 0 };
    const started = await debug.startDebugging(
      folder,
      { type: 'server-profile', request: 'launch', name: 'run', profile: 'ServersDemo' },
      { noDebug: true },
    );
    assert.ok(started);
    const url = await listening('ServersDemo');
    assert.equal(serverOf('ServersDemo')?.mode, 'run');
    assert.ok(await answers(url));
    await debug.stopDebugging();
    assert.equal((await ended('ServersDemo')).state, 'stopped');
  });
});

describe('What is shown of a launch', whatIsShown);

describe('A row', rowsShown);

describe('The parts of a launch', launchParts);

describe('The parts of commands', commandParts);
