// Debugging .NET projects, with a debugger that only starts and ends the program, and a stand-in for the SDK that builds a
// program for Node.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { commands, debug, workspace } from 'vscode';
import { freePort } from '../../../extension/platform/node/freePort.ts';
import { debuggedPrograms } from './debuggedPrograms.ts';
import {
  addressesShown,
  ended,
  eventually,
  idOf,
  isAlive,
  listening,
  pidsOf,
  rowOf,
  serverOf,
  serverProfiles,
  stopAll,
  workspaceUri,
  writeSettings,
} from './serverProfiles.ts';

/** Listens where it is told to, if it is. */
const app = `const url = process.env.ASPNETCORE_URLS;
if (url) require('node:http').createServer((_, answer) => answer.end()).listen(new URL(url).port);
else setInterval(() => {}, 1000);`;

const path = process.env['PATH'];

/** Puts a `dotnet` in front of the PATH that says what it was told to have built. */
function useStandIn(): void {
  const folder = join(workspaceUri().fsPath, 'sdk');
  mkdirSync(folder);
  const file = join(workspaceUri().fsPath, 'app.cjs');
  writeFileSync(file, app);
  const Properties = { RunCommand: process.execPath, RunArguments: `"${file}"` };
  writeFileSync(join(folder, 'answer'), JSON.stringify({ Properties }));
  writeFileSync(join(folder, 'dotnet'), `#!/bin/sh\ncat '${join(folder, 'answer')}'\n`);
  chmodSync(join(folder, 'dotnet'), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${path}`;
}

describe('Debugging a .NET project', () => {
  let port: number;

  before(async function () {
    // A program without a file name extension is none there.
    if (process.platform === 'win32') this.skip();
    const api = await serverProfiles();
    useStandIn();
    port = await freePort('http', new Set());
    const environmentVariables = { ELECTRON_RUN_AS_NODE: '1' };
    const common = { commandName: 'Project', environmentVariables };
    const web = { ...common, applicationUrl: `http://127.0.0.1:${port}` };
    await writeSettings(JSON.stringify({ profiles: { web, console: common } }));
    await eventually('the profiles', () => api.projects()[0]?.profiles.length === 2);
  });

  after(() => {
    process.env['PATH'] = path;
    rmSync(join(workspaceUri().fsPath, 'sdk'), { recursive: true, force: true });
  });

  afterEach(async () => {
    await stopAll();
    await debug.stopDebugging();
  });

  /** Waits for the program, other than the one before; its pid. */
  const appOf = (name: string, before?: number): Promise<number> =>
    eventually('the program', () => pidsOf(name).find((pid) => pid !== before));

  it('shows what listens with its address, and is one launch from the build on', async () => {
    const launchIds = new Set<number | undefined>();
    const api = await serverProfiles();
    const watch = api.onDidChange(() => launchIds.add(serverOf('web')?.launchId));
    await commands.executeCommand('serverProfiles.debug', idOf('web'));
    const url = await listening('web');
    watch.dispose();
    assert.equal(url, `http://127.0.0.1:${port}`);
    assert.deepEqual(addressesShown('web'), [url]);
    const [pid] = pidsOf('web');
    assert.match(rowOf('web').children[0]?.description ?? '', new RegExp(`pid ${pid}`));
    launchIds.delete(undefined);
    assert.equal(launchIds.size, 1);
    await commands.executeCommand('serverProfiles.stop', idOf('web'));
    assert.equal((await ended('web')).state, 'stopped');
    await eventually('it is gone', () => pid !== undefined && !isAlive(pid));
  });

  it('runs, without an address, where the program listens on none that is known', async () => {
    await commands.executeCommand('serverProfiles.debug', idOf('console'));
    const pid = await appOf('console');
    assert.match(rowOf('console').description, /running/);
    assert.deepEqual(addressesShown('console'), []);
    await commands.executeCommand('serverProfiles.stop', idOf('console'));
    assert.equal((await ended('console')).state, 'stopped');
    await eventually('it is gone', () => !isAlive(pid));
  });

  const debugWeb = (restarts: boolean): Thenable<boolean> =>
    debug.startDebugging(workspace.workspaceFolders?.[0], {
      ...{ type: 'server-profile', request: 'launch', name: 'web', profile: 'web', restarts },
    });

  for (const restarts of [false, true]) {
    const who = restarts ? 'the debugger does' : 'takes a new session';
    it(`goes on after the restart of the debug toolbar, which ${who}`, async () => {
      await debugWeb(restarts);
      const url = await listening('web');
      const [first] = pidsOf('web');
      const { launchId, launchedText } = serverOf('web')!;
      await commands.executeCommand('workbench.action.debug.restart');
      const pid = await appOf('web', first);
      assert.ok(first !== undefined && !isAlive(first));
      assert.equal(await listening('web'), url);
      const after = serverOf('web');
      assert.deepEqual([after?.launchId, after?.launchedText], [launchId, launchedText]);
      assert.deepEqual(pidsOf('web'), [pid]);
      await commands.executeCommand('serverProfiles.stop', idOf('web'));
      assert.equal((await ended('web')).state, 'stopped');
      await eventually('it is gone', () => !isAlive(pid) && !debug.activeDebugSession);
    });
  }

  it('is over when it is stopped while the editor restarts it', async () => {
    await debugWeb(false);
    await listening('web');
    const ends = new Promise<void>((resolve) => {
      let left = 2;
      const subscription = debug.onDidTerminateDebugSession(() => {
        left -= 1;
        if (left === 1) void commands.executeCommand('serverProfiles.stop', idOf('web'));
        if (left > 0) return;
        subscription.dispose();
        resolve();
      });
    });
    const { launchId } = serverOf('web')!;
    await commands.executeCommand('workbench.action.debug.restart');
    await ends;
    const after = await ended('web');
    assert.deepEqual([after.launchId, after.state], [launchId, 'stopped']);
  });
});

describe('Programs under a debugger', () => {
  before(serverProfiles);

  debuggedPrograms();
});
