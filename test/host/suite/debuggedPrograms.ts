// Launches under a debugger that no host tells of, each by itself: what the debugger tells of its program, and the editor of
// its session.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { beforeEach, it } from 'mocha';
import { CancellationError, debug, ProcessExecution, Task, tasks, Uri, workspace } from 'vscode';
import type { Clock } from '../../../extension/core/base/clock.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import type { ServerSnapshot } from '../../../extension/core/servers/serverSnapshot.ts';
import type { DebugLaunch } from '../../../extension/features/debugging/debugLaunch.ts';
import { DebugLaunches } from '../../../extension/features/debugging/debugLaunches.ts';
import { launchKey } from '../../../extension/features/debugging/nodeConfiguration.ts';
import { ControlServer } from '../../../extension/platform/node/controlServer.ts';
import { systemClock } from '../../../extension/platform/node/systemClock.ts';
import { sayText } from '../../../extension/platform/vscode/sayText.ts';
import { idleControl } from '../../support/idleControl.ts';
import { eventually, isAlive, workspaceUri, writtenTo } from './serverProfiles.ts';
import { useCleanUps } from './useCleanUps.ts';

const nothing = (): void => undefined;
const log = { trace: nothing, info: nothing, warn: nothing, error: nothing, show: nothing };
const id = 'file:///shop#web';

/** Tests of these launches. */
export function debuggedPrograms(): void {
  const cleanUps = useCleanUps();
  let servers: ServerRegistry;
  let launches: DebugLaunches;
  /** What is to happen later, while no time passes. */
  let later: Set<() => void>;

  beforeEach(() => {
    const controlServer = new ControlServer(log, sayText);
    const clock: Clock = {
      after(milliseconds, callback) {
        // The moment in which one that is gone may still be heard of.
        if (milliseconds < 250) return systemClock.after(milliseconds, callback);
        later.add(callback);
        return { dispose: () => later.delete(callback) };
      },
    };
    [servers, later] = [new ServerRegistry(), new Set()];
    launches = new DebugLaunches({ servers, clock, log, controlServer: async () => controlServer });
    cleanUps.push(
      () => controlServer.dispose(),
      () => launches.dispose(),
      () => debug.stopDebugging(),
    );
  });

  const server = (): ServerSnapshot => servers.get(id)!;
  const pass = (): void => {
    for (const callback of later) callback();
  };

  /** Has the debugger launch a program, for a launch that waits for its session. */
  async function debugProgram(
    { key }: DebugLaunch,
    text: string,
    more: object = {},
  ): Promise<void> {
    const program = Uri.joinPath(workspaceUri(), 'program.cjs').fsPath;
    writeFileSync(program, text);
    cleanUps.push(() => workspace.fs.delete(Uri.file(program)));
    const configuration = {
      ...{ type: 'coreclr', request: 'launch', name: 'web', [launchKey]: key, ...more },
      ...{ program: process.execPath, args: [program], env: { ELECTRON_RUN_AS_NODE: '1' } },
    };
    await debug.startDebugging(workspace.workspaceFolders?.[0], configuration);
  }

  const begin = (launchedText: string): Promise<DebugLaunch> =>
    launches.begin(id, { launchedText, launchAgain: async () => undefined });

  it('are over when no session comes, and begin anew when one comes after all', async () => {
    const launch = await begin('as it was');
    launch.awaitSession([]);
    assert.equal(server().state, 'starting');
    pass();
    assert.deepEqual([server().state, server().hasEnded], ['stopped', true]);
    await debugProgram(launch, 'setInterval(() => {}, 1000)');
    const { state, hasEnded, launchedText } = server();
    assert.deepEqual([state, hasEnded, launchedText], ['starting', false, 'as it was']);
    await servers.controlOf(id)?.stop();
    assert.deepEqual([server().state, server().hasEnded], ['stopped', true]);
  });

  for (const refuses of ['start', 'initialize', 'launch']) {
    it(`are over when the debugger does not ${refuses}`, async () => {
      const launch = await begin('');
      launch.awaitSession([]);
      // Not waited for: the editor asks what to do about it.
      void debugProgram(launch, '', { refuses });
      await servers.whenEnded(id);
      assert.equal(server().state, 'stopped');
    });
  }

  it('are over when no session comes, although a task goes on that watches', async () => {
    const program = new ProcessExecution(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    const scope = workspace.workspaceFolders![0]!;
    const task = new Task({ type: 'server-profile' }, scope, 'watch', 'Test', program);
    task.isBackground = true;
    const launch = await begin('');
    launch.awaitSession([]);
    const began = new Promise<void>((resolve) => {
      const subscription = tasks.onDidStartTask(() => {
        subscription.dispose();
        resolve();
      });
    });
    const execution = await tasks.executeTask(task);
    cleanUps.push(() => execution.terminate());
    await began;
    assert.equal(launches.isPreparing(id), false);
    pass();
    assert.deepEqual([server().state, server().hasEnded], ['stopped', true]);
  });

  it('are over after their session, also when their entry has a property named as a restart is', async () => {
    const launch = await begin('');
    launch.awaitSession([]);
    await debugProgram(launch, 'setInterval(() => {}, 1000)', { restart: true });
    await debug.stopDebugging();
    await servers.whenEnded(id);
    assert.equal(server().state, 'stopped');
  });

  it('leave a profile to what was launched while nothing was heard of them', async () => {
    const launch = await begin('as it was');
    launch.awaitSession([]);
    pass();
    const { launchId } = servers.begin(id, 'run', idleControl);
    await debugProgram(launch, 'setInterval(() => {}, 1000)');
    await eventually('no session', () => debug.activeDebugSession === undefined);
    assert.deepEqual([server().launchId, server().hasEnded], [launchId, false]);
  });

  it('are ended at once by a second wish, while the debugger waits for a program that does not end', async () => {
    const launch = await begin('');
    launch.awaitSession([]);
    const ready = Uri.joinPath(workspaceUri(), 'ready').fsPath;
    cleanUps.push(() => rmSync(ready));
    await debugProgram(
      launch,
      `process.on('SIGTERM', () => {});
      require('node:fs').writeFileSync(${JSON.stringify(ready)}, String(process.pid));
      setInterval(() => {}, 1000);`,
    );
    const pid = Number(await eventually('the program is up', () => writtenTo(ready)));
    assert.deepEqual(
      server().processes.map((process) => process.pid),
      [pid],
    );
    void servers.controlOf(id)?.stop();
    await eventually('it is asked to end', () => server().state === 'stopping');
    assert.ok(isAlive(pid));
    servers.controlOf(id)?.kill();
    await eventually('it is gone', () => !isAlive(pid));
    await servers.whenEnded(id);
    assert.equal(server().state, 'stopped');
  });

  it('are one at a time: of two that are wanted at once the second one goes on', async () => {
    const [first, second] = await Promise.all([begin(''), begin('')]);
    assert.throws(() => first.awaitSession(), CancellationError);
    second.awaitSession();
    assert.deepEqual([server().state, server().hasEnded], ['starting', false]);
  });
}
