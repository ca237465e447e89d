// What debugging is made of, each part by itself: what an entry of launch.json means, what debuggers are asked for, what a
// session without a debugger does.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type DebugConfiguration, Uri, workspace, type WorkspaceFolder } from 'vscode';
import { UserError } from '../../../extension/core/base/userError.ts';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { ProfileConfigurationProvider } from '../../../extension/features/debugging/configurationProvider.ts';
import {
  dotnetConfiguration,
  requireDotnetDebugger,
} from '../../../extension/features/debugging/dotnetConfiguration.ts';
import { findTarget, hasVariables } from '../../../extension/features/debugging/findTarget.ts';
import { requireLaunchRequest } from '../../../extension/features/debugging/requireLaunchRequest.ts';
import { RunSessionAdapter } from '../../../extension/features/debugging/runSessionAdapter.ts';
import { systemClock } from '../../../extension/platform/node/systemClock.ts';
import { ErrorBoundary } from '../../../extension/platform/vscode/errorBoundary.ts';
import { profilesText, workspaceProject } from './projects.ts';
import { workspaceUri } from './serverProfiles.ts';

const nothing = (): void => undefined;
const log = { trace: nothing, info: nothing, warn: nothing, error: nothing, show: nothing };

/** Tests of the parts of debugging. */
export function debugParts(): void {
  let store: ProfileStore;
  let servers: ServerRegistry;
  const folder = (): WorkspaceFolder => workspace.workspaceFolders![0]!;

  beforeEach(() => {
    servers = new ServerRegistry();
    store = new ProfileStore();
    store.setProjects([
      workspaceProject('', profilesText({ box: 'Docker', web: 'Project' })),
      workspaceProject('sub', profilesText({ api: 'Project', web: 'IISExpress' })),
      workspaceProject('boxes', profilesText({ other: 'Docker' })),
      workspaceProject('odd', '{ "profiles": {\n "a" 5 } }'),
    ]);
  });

  describe('An entry of launch.json', () => {
    const found = (entry: object, where: WorkspaceFolder | undefined): string => {
      const target = findTarget(store, where, entry);
      return `${target.project.name} ${target.profile.name}`;
    };
    const refused = (entry: object, where?: WorkspaceFolder): UserError => {
      try {
        findTarget(store, where, entry);
      } catch (error) {
        if (error instanceof UserError) return error;
        throw error;
      }
      assert.fail('nothing is found');
    };

    it('means the profile that it names, in the folder that it names', () => {
      const whole = Uri.joinPath(workspaceUri(), 'sub').fsPath;
      const cases: [entry: object, target: string][] = [
        [{ profile: 'web' }, 'root web'],
        [{ profile: 'api' }, 'sub api'],
        [{ project: '${workspaceFolder}' }, 'root web'],
        [{ project: '' }, 'root web'],
        [{ project: 'sub' }, 'sub api'],
        [{ project: './sub/', profile: 'web' }, 'sub web'],
        [{ project: '${workspaceFolder}/sub', profile: 'web' }, 'sub web'],
        [{ project: whole, profile: 'web' }, 'sub web'],
        [{ project: 'boxes' }, 'boxes other'],
      ];
      for (const [entry, target] of cases) {
        for (const where of [folder(), undefined]) {
          assert.equal(found(entry, where), target, JSON.stringify(entry));
        }
      }
      store.choose(`${workspaceProject('sub', '{}').id}#web`);
      assert.equal(found({}, folder()), 'sub web');
    });

    it('says what there is when it names something else', () => {
      assert.match(refused({ project: 'odd', profile: 'b' }).message, /^s\.json, line 2: /);
      store.setProjects(store.projects.slice(0, -1));
      const mistyped = refused({ profile: 'wbe' }, folder());
      assert.equal(mistyped.code, 'unknown-profile');
      assert.match(mistyped.message, /"wbe"\. Available: "box", "web", "api", "other"\.$/);
      assert.deepEqual(
        mistyped.actions.map(({ title }) => title),
        ['Open launch.json'],
      );
      assert.match(refused({ project: 'nowhere' }).message, /no profiles in "nowhere"/);
      const outside = { ...folder(), name: 'outside', uri: Uri.file('/outside') };
      assert.match(refused({ profile: 'web' }, outside).message, /no profiles in "outside"/);
      store.setProjects([]);
      assert.equal(refused({}).code, 'nothing-to-pick');
    });

    it('waits for the variables of the editor, and not for the folder', () => {
      assert.ok(hasVariables({ profile: '${input:which}' }));
      assert.ok(hasVariables({ project: '${workspaceFolder}/${env:APP}' }));
      assert.ok(!hasVariables({ project: '${workspaceFolder}/sub', profile: 'web' }));
      assert.ok(!hasVariables({}));
    });
  });

  describe('The debug type of profiles', () => {
    let provider: ProfileConfigurationProvider;
    const ours = { type: 'server-profile', request: 'launch' } as const;
    const resolve = async (entry: object): Promise<DebugConfiguration | undefined> =>
      provider.resolveDebugConfiguration(folder(), { ...ours, name: '', ...entry });

    function provide(profiles: ProfileStore): ProfileConfigurationProvider {
      return new ProfileConfigurationProvider({
        ...{ profiles, servers, log: { ...log, dispose: nothing }, hostPath: '/host.js' },
        ...{ errors: new ErrorBoundary(log), clock: systemClock },
        controlServer: () => assert.fail('nothing is launched'),
      });
    }

    beforeEach(() => {
      provider = provide(store);
    });
    afterEach(() => provider.dispose());

    it('lists what can be launched, named as it is told apart', async () => {
      assert.deepEqual(await provider.provideDebugConfigurations(folder()), [
        { ...ours, name: 'web (root)', project: '${workspaceFolder}', profile: 'web' },
        { ...ours, name: 'api', project: '${workspaceFolder}/sub', profile: 'api' },
        { ...ours, name: 'web (sub)', project: '${workspaceFolder}/sub', profile: 'web' },
      ]);
      assert.equal((await provider.provideDebugConfigurations()).length, 3);
      const outside = { ...folder(), uri: Uri.file('/outside') };
      assert.deepEqual(await provider.provideDebugConfigurations(outside), []);
    });

    it('waits until the workspace has been searched', async () => {
      const { projects } = store;
      const entry = { ...ours, name: '', profile: 'api', noDebug: true };
      const asks: ((late: ProfileConfigurationProvider) => Promise<unknown>)[] = [
        async (late) => (await late.provideDebugConfigurations(folder())).length,
        async (late) => (await late.resolveDebugConfiguration(folder(), entry))?.name,
      ];
      const answers = asks.map(async (ask) => {
        const own = new ProfileStore();
        const late = provide(own);
        try {
          const answer = ask(late);
          own.setProjects(projects);
          return await answer;
        } finally {
          late.dispose();
        }
      });
      assert.deepEqual(await Promise.all(answers), [3, 'api']);
    });

    it('stays what it is without a debugger, and knows its profile', async () => {
      const entry = { noDebug: true, project: 'sub', env: { A: '1' } };
      assert.deepEqual(await resolve(entry), {
        ...{ ...ours, ...entry, name: 'api' },
        // Launched again, it means that one.
        ...{ project: Uri.joinPath(workspaceUri(), 'sub').fsPath, profile: 'api' },
        __serverProfilesProfile: `${workspaceProject('sub', '{}').id}#api`,
      });
    });

    it('takes an entry up again once its variables have values', async () => {
      const asked = { ...ours, name: 'x', noDebug: true, profile: '${input:which}' };
      const waiting = await resolve(asked);
      assert.deepEqual(waiting, { ...asked, __serverProfilesSubstituted: false });
      const known = { ...asked, profile: 'api', __serverProfilesSubstituted: true };
      assert.equal((await resolve(known))?.['profile'], 'api');
      assert.ok(!('__serverProfilesSubstituted' in ((await resolve(known)) ?? {})));
      const same = provider.resolveDebugConfigurationWithSubstitutedVariables(folder(), known);
      assert.equal(same, known);
    });

    it('is refused for anything else than a launch, before its variables are asked for', async () => {
      for (const request of ['launch', '', undefined]) {
        requireLaunchRequest({ name: 'x', ...(request !== undefined && { request }) });
      }
      assert.throws(
        () => requireLaunchRequest({ name: 'Mine', request: 'attach' }),
        (error) => {
          assert.ok(error instanceof UserError);
          assert.match(error.message, /^"Mine" has "request": "attach", but/);
          const titles = error.actions.map(({ title }) => title);
          assert.deepEqual([error.code, titles], ['request-not-launch', ['Open launch.json']]);
          return true;
        },
      );
      for (const profile of ['api', '${input:which}']) {
        assert.equal(await resolve({ request: 'attach', noDebug: true, profile }), undefined);
      }
    });

    it('launches nothing of a profile that cannot run here', async () => {
      assert.equal(await resolve({ noDebug: true, profile: 'box' }), undefined);
      assert.equal(await resolve({ profile: 'nobody' }), undefined);
    });

    const plan = { cwd: '/w', env: { A: '1', B: '2' }, urls: [] };
    const programs: [command: string, args: string[], program: string, rest: string[]][] = [
      ['/w/bin/Shop', ['a.dll'], '/w/bin/Shop', ['a.dll']],
      ['dotnet', ['exec', '/w/Shop.dll', '--x'], '/w/Shop.dll', ['--x']],
      [String.raw`C:\dotnet\dotnet.exe`, ['Shop.DLL'], 'Shop.DLL', []],
      ['/w/bin/mydotnet', ['a.dll', 'b'], '/w/bin/mydotnet', ['a.dll', 'b']],
      ['dotnet', ['--info'], 'dotnet', ['--info']],
    ];
    for (const [command, args, program, rest] of programs) {
      it(`has the .NET debugger launch ${program} for ${command} ${args.join(' ')}`, () => {
        const own = { console: 'externalTerminal', env: { B: 'own', C: '3' } };
        const entry = { ...ours, ...own, name: 'web', project: '.', profile: 'web' };
        assert.deepEqual(dotnetConfiguration(entry, { ...plan, command, args }), {
          ...{ type: 'coreclr', request: 'launch', name: 'web', program, args: rest, cwd: '/w' },
          ...{ console: 'externalTerminal', env: { A: '1', B: 'own', C: '3' } },
          launchSettingsProfile: '',
        });
      });
    }

    it('says what helps where there is no .NET debugger', () => {
      const { profile } = store.active!;
      assert.throws(
        () => requireDotnetDebugger(profile),
        (error) => {
          assert.ok(error instanceof UserError);
          assert.equal(error.code, 'no-dotnet-debugger');
          const titles = error.actions.map(({ title }) => title);
          assert.deepEqual(titles, ['Run Without Debugging', 'Find a Debugger']);
          return true;
        },
      );
    });
  });

  describe('The debug session of a run', () => {
    const id = 'x#web';
    let stopped = 0;
    const control = {
      stop: async () => {
        stopped += 1;
        launch?.report({ type: 'ended' });
      },
      ...{ restart: async () => false, kill: nothing, showOutput: nothing },
      launchAgain: async () => undefined,
    };
    let launch: ReturnType<ServerRegistry['begin']> | undefined;
    let adapter: RunSessionAdapter;
    interface Sent {
      readonly type: string;
      readonly seq: number;
      readonly event?: string;
      readonly command?: string;
      readonly success?: boolean;
      readonly body?: unknown;
    }
    let sent: Sent[];

    const said = (): string[] =>
      sent.map(({ type, event, command }) => `${type} ${event ?? command}`);
    const ask = (command: string): void => {
      const request = { type: 'request', seq: 1, command };
      adapter.handleMessage(request);
    };
    const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

    beforeEach(() => {
      [sent, stopped, launch] = [[], 0, undefined];
      adapter = new RunSessionAdapter(id, servers, async () => {
        await Promise.resolve();
        launch = servers.begin(id, 'run', control);
      });
      adapter.onDidSendMessage((message) => void sent.push(message as never));
    });
    afterEach(() => adapter.dispose());

    it('lasts as long as the run', async () => {
      ask('initialize');
      assert.deepEqual(sent[0]?.body, { supportsTerminateRequest: true });
      ask('threads');
      assert.deepEqual(sent[1]?.body, { threads: [] });
      ask('launch');
      await settled();
      ask('pause');
      assert.deepEqual(said().slice(2), ['response launch', 'response pause']);
      launch?.report({ type: 'ended' });
      await settled();
      assert.equal(said().at(-1), 'event terminated');
      assert.deepEqual(
        sent.map(({ seq }) => seq),
        sent.map((_, index) => index + 1),
      );
    });

    for (const command of ['terminate', 'disconnect']) {
      it(`stops the run with ${command}`, async () => {
        ask('launch');
        await settled();
        ask(command);
        await settled();
        assert.equal(stopped, 1);
        assert.equal(servers.isActive(id), false);
        assert.ok(said().includes(`response ${command}`));
        assert.equal(said().at(-1), 'event terminated');
      });
    }

    it('leaves a launch alone that has followed its own', async () => {
      ask('launch');
      await settled();
      launch?.report({ type: 'ended' });
      servers.begin(id, 'run', control);
      await settled();
      ask('disconnect');
      await settled();
      assert.equal(stopped, 0);
      assert.ok(servers.isActive(id));
    });

    it('answers each request once, and ends also when nothing was launched', async () => {
      for (const command of ['initialize', 'threads', 'pause', 'disconnect']) ask(command);
      await settled();
      assert.deepEqual(said(), [
        ...['response initialize', 'response threads', 'response pause', 'response disconnect'],
        'event terminated',
      ]);
      assert.ok(sent.slice(0, -1).every(({ success }) => success === true));
    });

    it('says nothing any more when the editor has let it go', async () => {
      ask('launch');
      await settled();
      adapter.dispose();
      const before = sent.length;
      launch?.report({ type: 'ended' });
      await settled();
      assert.equal(sent.length, before);
    });
  });
}
