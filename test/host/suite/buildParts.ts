// The build of a .NET project before it is debugged, by a program in the host's place that answers as the host does.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { beforeEach, it } from 'mocha';
import { CancellationError, Uri } from 'vscode';
import { UserError } from '../../../extension/core/base/userError.ts';
import {
  type ProfileInProject,
  ProfileStore,
} from '../../../extension/core/profiles/profileStore.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { logLaunches } from '../../../extension/core/servers/logLaunches.ts';
import type { ServerSnapshot } from '../../../extension/core/servers/serverSnapshot.ts';
import { buildDotnet } from '../../../extension/features/debugging/buildDotnet.ts';
import type { DebugLaunch } from '../../../extension/features/debugging/debugLaunch.ts';
import { DebugLaunches } from '../../../extension/features/debugging/debugLaunches.ts';
import { ControlServer } from '../../../extension/platform/node/controlServer.ts';
import type { HostPlan } from '../../../extension/platform/node/hostPlan.ts';
import { systemClock } from '../../../extension/platform/node/systemClock.ts';
import { sayText } from '../../../extension/platform/vscode/sayText.ts';
import { profilesText, workspaceProject } from './projects.ts';
import { eventually, isAlive, workspaceUri, writtenTo } from './serverProfiles.ts';
import { useCleanUps } from './useCleanUps.ts';

const nothing = (): void => undefined;

/** Tests of the build. */
export function buildParts(): void {
  const cleanUps = useCleanUps();
  let servers: ServerRegistry;
  let target: ProfileInProject;
  let logged: string[];
  let shown: number;
  /** What is told of the launch. */
  let told: string[];

  beforeEach(() => {
    const store = new ProfileStore();
    store.setProjects([workspaceProject('', profilesText({ web: 'Project' }))]);
    [servers, target, logged, shown, told] = [new ServerRegistry(), store.active!, [], 0, []];
    const tell = (text: string | Error): void => void told.push(`${text}`.replace(/ \(.*?\)/, ''));
    const telling = logLaunches(servers, { trace: tell, info: tell, warn: tell, error: tell });
    cleanUps.push(() => telling.dispose());
  });

  /** Builds with a program in the host's place, for a launch. */
  async function build(
    program: string,
  ): Promise<{ launch: DebugLaunch; built: Promise<HostPlan> }> {
    const hostPath = Uri.joinPath(workspaceUri(), 'planner.cjs').fsPath;
    writeFileSync(hostPath, program);
    cleanUps.push(() => rmSync(hostPath));
    const log = {
      ...{ trace: nothing, info: nothing, warn: nothing, dispose: nothing },
      error: (line: unknown) => void logged.push(String(line)),
      show: () => void (shown += 1),
    };
    const controlServer = new ControlServer(log, sayText);
    const options = { servers, log, clock: systemClock, controlServer: async () => controlServer };
    const launches = new DebugLaunches(options);
    cleanUps.push(
      () => controlServer.dispose(),
      () => launches.dispose(),
    );
    const launch = await launches.begin(target.profile.id, {
      ...{ launchedText: 'as it was', launchAgain: async () => undefined },
    });
    const directory = workspaceUri().fsPath;
    const built = buildDotnet(target, { launch, log, hostPath, directory });
    // A test that fails before it waits for it fails for one reason.
    built.catch(nothing);
    return { launch, built };
  }
  const snapshot = (): ServerSnapshot => servers.get(target.profile.id)!;

  it('is the beginning of the launch, which goes on with what was built', async () => {
    const { launch, built } = await build(
      'console.log(JSON.stringify({ asked: process.argv.slice(2) }))',
    );
    const { state, mode, launchedText, hasEnded } = snapshot();
    assert.deepEqual(
      [state, mode, launchedText, hasEnded],
      ['starting', 'debug', 'as it was', false],
    );
    servers.controlOf(target.profile.id)?.showOutput();
    assert.equal(shown, 1);
    assert.deepEqual(await built, {
      asked: [
        ...['plan', '--project', workspaceUri().fsPath, '--launch-profile', 'web'],
        ...['--build', '--json'],
      ],
    });
    launch.awaitSession([]);
    const after = snapshot();
    assert.deepEqual([after.state, after.hasEnded, after.failure], ['starting', false, undefined]);
    assert.deepEqual(told, ['web: starting, to be debugged']);
  });

  it('fails with the first thing that the compiler says, and leads to it', async () => {
    const source = Uri.joinPath(workspaceUri(), 'Program.cs').fsPath;
    const output = [`${source}(3,1): error CS1: No. [/w/Shop.csproj]`, 'second'];
    const failure = {
      ...{
        code: 'build-failed',
        message: 'Shop.csproj does not build.',
        output,
        help: ['Mend it.'],
      },
      place: { file: source, line: 3 },
    };
    const answer = `console.log(${JSON.stringify(JSON.stringify({ failure }))}); process.exit(1)`;
    await assert.rejects((await build(answer)).built, (error) => {
      assert.ok(error instanceof UserError);
      assert.deepEqual(
        [error.code, error.message, error.help, error.actions.map(({ title }) => title)],
        [
          'build-failed',
          'Shop.csproj does not build. Program.cs(3,1): error CS1: No.',
          ['Mend it.'],
          ['Open Program.cs:3', 'Show Log'],
        ],
      );
      return true;
    });
    assert.deepEqual(logged, [failure.message, ...output]);
    assert.deepEqual([snapshot().state, snapshot().failure?.code], ['failed', 'build-failed']);
  });

  it('fails with what the host wrote when that is no answer', async () => {
    const { built } = await build('console.error("Out of memory."); process.exit(3)');
    await assert.rejects(
      built,
      (error) =>
        error instanceof UserError && error.code === 'no-plan' && /: Out of m/.test(error.message),
    );
    assert.equal(snapshot().hasEnded, true);
  });

  for (const how of ['stop', 'kill'] as const) {
    it(`is given up, and nothing builds on, by ${how}`, async () => {
      const { launch, built } = await build(
        `require('node:fs').writeFileSync(__filename + '.pid', String(process.pid)); setInterval(() => {}, 1000)`,
      );
      const pidFile = Uri.joinPath(workspaceUri(), 'planner.cjs.pid').fsPath;
      const pid = Number(await eventually('it builds', () => writtenTo(pidFile)));
      cleanUps.push(() => rmSync(pidFile));
      const gone = assert.rejects(built, CancellationError);
      await servers.controlOf(target.profile.id)?.[how]();
      await gone;
      assert.throws(() => launch.awaitSession(), CancellationError);
      assert.deepEqual([snapshot().state, snapshot().hasEnded], ['stopped', true]);
      await eventually('nothing builds', () => !isAlive(pid));
    });
  }
}
