// Debugging by an entry of launch.json whose pre-launch task takes its time: the launch is on its way, and no session yet.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { beforeEach, it } from 'mocha';
import {
  commands,
  ConfigurationTarget,
  debug,
  tasks,
  Uri,
  workspace,
  type WorkspaceFolder,
} from 'vscode';
import {
  ended,
  eventually,
  idOf,
  listening,
  rowOf,
  serverOf,
  stopAll,
  workspaceUri,
} from './serverProfiles.ts';
import { useCleanUps } from './useCleanUps.ts';

const name = 'ServersDemo';

/** Ends with the exit code that somebody writes into the file that it is given. */
const waits = `const { existsSync, readFileSync } = require('node:fs');
const file = process.argv[1];
setInterval(() => existsSync(file) && process.exit(Number(readFileSync(file, 'utf8'))), 50);`;

/** Tests of pre-launch tasks. */
export function preLaunchParts(): void {
  const cleanUps = useCleanUps();
  let go: string;
  const folder = (): WorkspaceFolder => workspace.workspaceFolders![0]!;
  const debugWithTask = (): Thenable<boolean> => debug.startDebugging(folder(), 'after the task');
  const taskRuns = (): Promise<unknown> =>
    eventually('the task runs', () => tasks.taskExecutions.length > 0);

  beforeEach(async () => {
    go = Uri.joinPath(workspaceUri(), 'go').fsPath;
    const task = {
      ...{ label: 'wait', type: 'process', command: process.execPath, args: ['-e', waits, go] },
      ...{ options: { env: { ELECTRON_RUN_AS_NODE: '1' } }, problemMatcher: [] },
    };
    const entry = {
      ...{ type: 'server-profile', request: 'launch', name: 'after the task' },
      ...{ profile: name, preLaunchTask: 'wait' },
    };
    const write = async (file: string, content: object): Promise<void> => {
      const uri = Uri.joinPath(workspaceUri(), '.vscode', file);
      await workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(content)));
    };
    cleanUps.push(async () => {
      for (const execution of tasks.taskExecutions) execution.terminate();
      await eventually('no task runs', () => tasks.taskExecutions.length === 0);
      await debug.stopDebugging();
      await stopAll();
      rmSync(go, { force: true });
      await workspace.fs.delete(Uri.joinPath(workspaceUri(), '.vscode'), { recursive: true });
    });
    await write('tasks.json', { version: '2.0.0', tasks: [task] });
    await write('launch.json', { version: '0.2.0', configurations: [entry] });
    await eventually('the entry is known', () =>
      workspace
        .getConfiguration('launch', workspaceUri())
        .get<object[]>('configurations')
        ?.some((found) => 'preLaunchTask' in found),
    );
  });

  it('is one launch, however often it is asked for meanwhile', async () => {
    const started = debugWithTask();
    await taskRuns();
    assert.match(rowOf(name).description, /starting/);
    const { launchId } = serverOf(name)!;
    await commands.executeCommand('serverProfiles.run', idOf(name));
    assert.equal(await debugWithTask(), false);
    await commands.executeCommand('serverProfiles.debug', idOf(name));
    assert.equal(serverOf(name)?.state, 'starting');
    writeFileSync(go, '0');
    assert.equal(await started, true);
    await listening(name);
    assert.deepEqual([serverOf(name)?.launchId, serverOf(name)?.mode], [launchId, 'debug']);
  });

  it('is over when it is stopped meanwhile, also when its session comes', async () => {
    const started = debugWithTask();
    await taskRuns();
    const { launchId } = serverOf(name)!;
    await commands.executeCommand('serverProfiles.stop', idOf(name));
    assert.equal((await ended(name)).state, 'stopped');
    const came = new Promise((resolve) => {
      const subscription = debug.onDidTerminateDebugSession(({ parentSession }) => {
        if (parentSession) return;
        subscription.dispose();
        resolve(undefined);
      });
    });
    writeFileSync(go, '0');
    await started;
    await came;
    assert.deepEqual([serverOf(name)?.launchId, serverOf(name)?.hasEnded], [launchId, true]);
  });

  it('is over soon after its task has failed, and can be asked for again', async () => {
    const settings = workspace.getConfiguration('debug');
    await settings.update('onTaskErrors', 'abort', ConfigurationTarget.Global);
    cleanUps.push(() => settings.update('onTaskErrors', undefined, ConfigurationTarget.Global));
    const started = debugWithTask();
    await taskRuns();
    assert.equal(serverOf(name)?.hasEnded, false);
    writeFileSync(go, '1');
    assert.equal(await started, false);
    assert.deepEqual([(await ended(name)).state, serverOf(name)?.failure], ['stopped', undefined]);
    writeFileSync(go, '0');
    assert.equal(await debugWithTask(), true);
    await listening(name);
  });
}
