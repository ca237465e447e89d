// What commands do where the workspace is not as they wish: not searched yet, without the profile that is meant.
import assert from 'node:assert/strict';
import { writeFileSync, rmSync } from 'node:fs';
import { beforeEach, describe, it } from 'mocha';
import {
  commands,
  env,
  type Memento,
  type QuickPick,
  type QuickPickItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import { UserError } from '../../../extension/core/base/userError.ts';
import { ParsedDocuments } from '../../../extension/core/documents/parsedDocuments.ts';
import type { Project } from '../../../extension/core/profiles/project.ts';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { addProfile } from '../../../extension/features/profiles/addProfile.ts';
import { ProjectSearch } from '../../../extension/features/profiles/projectSearch.ts';
import { runAddressCommand } from '../../../extension/features/serverRunner/addressCommands.ts';
import { selectProfile } from '../../../extension/features/profiles/selectProfile.ts';
import { openInBrowser } from '../../../extension/platform/vscode/browser.ts';
import { resolveLaunchTarget } from '../../../extension/platform/vscode/launchTarget.ts';
import { settingsMeant } from '../../../extension/platform/vscode/settingsMeant.ts';
import { idleControl } from '../../support/idleControl.ts';
import { profilesText, workspaceProject } from './projects.ts';
import { eventually, serverProfiles, workspaceUri } from './serverProfiles.ts';
import { useCleanUps } from './useCleanUps.ts';

/** Tests of commands. */
export function commandParts(): void {
  const cleanUps = useCleanUps();
  let profiles: ProfileStore;
  const servers = new ServerRegistry();

  beforeEach(() => {
    profiles = new ProfileStore();
  });

  /** Puts something in the place of a function of the editor until the test is over. */
  function replace<Owner extends object, Name extends keyof Owner>(
    owner: Owner,
    name: Name,
    value: Owner[Name],
  ): void {
    const { [name]: original } = owner;
    Object.assign(owner, { [name]: value });
    cleanUps.push(() => Object.assign(owner, { [name]: original }));
  }

  function isUserError(code: string): (error: unknown) => true {
    return (error) => {
      assert.ok(error instanceof UserError, String(error));
      assert.equal(error.code, code);
      return true;
    };
  }

  const memory = { get: () => undefined, update: async () => {} } as unknown as Memento;

  /** The editor's lists in the order in which they are made. */
  function notePickers(): QuickPick<QuickPickItem>[] {
    const pickers: QuickPick<QuickPickItem>[] = [];
    const { createQuickPick } = window;
    replace(window, 'createQuickPick', (() => {
      const picker = createQuickPick();
      pickers.push(picker);
      return picker;
    }) as typeof createQuickPick);
    return pickers;
  }

  describe('A command before the workspace was searched', () => {
    const web = workspaceProject('', profilesText({ web: 'Project' }));

    it('launches what the search finds', async () => {
      const launched = resolveLaunchTarget(profiles, undefined, {
        ...{ title: 'Run', candidates: () => profiles.launchable(), servers },
        none: 'There is none.',
      });
      profiles.setProjects([web]);
      assert.equal((await launched)?.profile.name, 'web');
    });

    it('offers what the search finds', async () => {
      const pickers = notePickers();
      const selected = selectProfile(profiles, servers, memory);
      profiles.setProjects([web]);
      const picker = await eventually('the list', () => pickers[0]);
      assert.deepEqual(
        picker.items.map(({ label }) => label),
        ['web'],
      );
      picker.hide();
      await selected;
    });

    it('adds a profile to the project that the search finds', async () => {
      const file = Uri.joinPath(workspaceUri(), 's.json').fsPath;
      writeFileSync(file, '{ "profiles": ');
      cleanUps.push(() => rmSync(file));
      const added = addProfile(profiles, new ParsedDocuments(), undefined);
      profiles.setProjects([web]);
      await assert.rejects(added, isUserError('settings-not-json'));
    });

    it('goes on when the search fails', async () => {
      const found: Project[][] = [];
      const search = new ProjectSearch((projects) => void found.push(projects));
      cleanUps.push(() => search.dispose());
      const failure = new Error('The disk is gone.');
      replace(workspace, 'findFiles', () => Promise.reject(failure));
      await assert.rejects(search.run(false), failure);
      assert.deepEqual(found, [[]]);
      await assert.rejects(search.run(false), failure);
      assert.deepEqual(found, [[]], 'what is known stays');
    });
  });

  describe('The settings file that a command is about', () => {
    const text = profilesText({ web: 'Project' });
    const one = workspaceProject('one', text);
    const two = workspaceProject('two', text);
    const idIn = ({ id }: Project): string => `${id}#web`;

    it('is that of the profile, else of the active one, else any', () => {
      profiles.setProjects([one, two]);
      assert.equal(settingsMeant(profiles, idIn(two)).file, two.settingsFile);
      profiles.choose(idIn(two));
      const { file, found } = settingsMeant(profiles, undefined);
      assert.deepEqual([file, found?.project.id], [two.settingsFile, two.id]);
      profiles.setProjects([one, { ...two, settingsFile: undefined }]);
      assert.deepEqual(settingsMeant(profiles, undefined), {
        ...{ file: one.settingsFile, found: undefined },
      });
    });

    it('is not that of another project when its own has gone', () => {
      const gone = { ...two, settingsFile: undefined };
      for (const projects of [[one, gone], [one], []]) {
        profiles.setProjects(projects);
        assert.throws(() => settingsMeant(profiles, idIn(two)), isUserError('unknown-profile'));
      }
      assert.throws(() => settingsMeant(profiles, undefined), isUserError('no-settings'));
    });
  });

  it('changes the profile that its row shows, of two with one name the last', async () => {
    const api = await serverProfiles();
    const folder = Uri.joinPath(workspaceUri(), 'twice');
    const file = Uri.joinPath(folder, 'Properties', 'launchSettings.json');
    const profile = (text: string): string =>
      `{ "commandName": "Project", "commandLineArgs": "${text}" }`;
    const text = `{ "profiles": { "a": ${profile('first')}, "a": ${profile('last')} } }`;
    cleanUps.push(() => workspace.fs.delete(folder, { recursive: true }));
    await workspace.fs.writeFile(Uri.joinPath(folder, 'startup.js'), new Uint8Array());
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    const profileId = `${folder.toString()}#a`;
    const shown = await eventually('its row', () =>
      api
        .projects()
        .flatMap((project) => project.profiles.find(({ id }) => id === profileId) ?? [])
        .at(0),
    );
    assert.equal(shown.settings.commandLineArgs, 'last');
    await commands.executeCommand('serverProfiles.duplicateProfile', { profileId });
    const written = new TextDecoder().decode(await workspace.fs.readFile(file));
    assert.match(written, /"a copy": \{[^}]*"last"/);
  });

  describe('An address that no browser can open', () => {
    const socket = 'http://unix:/tmp/a.sock';
    const web = workspaceProject('', profilesText({ web: 'Project' }));
    const profileId = `${web.id}#web`;

    beforeEach(() => {
      profiles.setProjects([web]);
    });

    /** A profile that listens there, and nowhere else. */
    function listening(): ServerRegistry {
      const registry = new ServerRegistry();
      const launch = registry.begin(profileId, 'run', idleControl);
      launch.report({ type: 'addresses', addresses: [socket] });
      launch.report({ type: 'state', state: 'listening' });
      return registry;
    }

    it('is copied as it is', async () => {
      const hubs = { profiles, servers: listening() };
      for (const id of ['serverProfiles.copyAddress', 'serverProfiles.copyExternalUrl'] as const) {
        for (const target of [{ profileId, url: socket }, profileId]) {
          await env.clipboard.writeText('');
          await runAddressCommand(id, target, hubs);
          assert.equal(await env.clipboard.readText(), socket);
        }
      }
    });

    it('is said to be one, of a row and of a profile', async () => {
      for (const target of [{ profileId, url: socket }, profileId]) {
        await assert.rejects(
          runAddressCommand('serverProfiles.openInBrowser', target, {
            ...{ profiles, servers: listening() },
          }),
          isUserError('no-browser-address'),
        );
      }
    });
  });

  it('asks on for the active profile when nothing matches what was typed', async () => {
    profiles.setProjects([workspaceProject('', profilesText({ web: 'Project', api: 'Project' }))]);
    const pickers = notePickers();
    const selected = selectProfile(profiles, servers, memory);
    const picker = await eventually('the list', () => pickers[0]);
    let accepted = 0;
    let isOver = false;
    picker.onDidAccept(() => (accepted += 1));
    const over = selected.finally(() => (isOver = true));
    /** The editor hears no key before it has drawn the list. */
    const accept = (what: string, hasLed: () => boolean): Promise<boolean> =>
      eventually(what, () => {
        if (!hasLed()) void commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return hasLed();
      });
    await eventually('its items', () => picker.activeItems.length > 0);
    picker.value = 'neither';
    await eventually('no match', () => picker.activeItems.length === 0);
    await accept('nothing accepted', () => accepted > 0);
    assert.equal(isOver, false);
    picker.value = 'api';
    await eventually('a match', () => picker.activeItems[0]?.label === 'api');
    await accept('a profile accepted', () => isOver);
    await over;
    assert.equal(profiles.active?.profile.name, 'api');
  });

  it('opens a page with the query that it was given, letter by letter', async () => {
    const query = '?returnUrl=%2Forders%3Fid%3D1%26tab%3D2&t=a%2Bb';
    replace(env, 'asExternalUri', async () => Uri.parse('https://dev.example/proxy/5000/'));
    const opened: unknown[] = [];
    replace(env, 'openExternal', async (url) => opened.push(url) > 0);
    replace(commands, 'getCommands', async () => ['workbench.action.browser.open']);
    replace(commands, 'executeCommand', async <T>(...args: unknown[]) => {
      opened.push(args);
      return undefined as T;
    });
    await openInBrowser(`http://localhost:5000/login${query}`, 'system');
    await openInBrowser(`http://localhost:5000/login${query}`, 'integrated');
    const there = `https://dev.example/proxy/5000/login${query}`;
    assert.deepEqual(opened, [there, ['workbench.action.browser.open', there]]);
  });
}
