// What all features take from the editor, each part by itself: names and targets of commands, files, errors, waiting.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import {
  CancellationError,
  CancellationTokenSource,
  ConfigurationTarget,
  FileType,
  QuickPickItemKind,
  Uri,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import { UserError } from '../../../extension/core/base/userError.ts';
import {
  type ProfileInProject,
  ProfileStore,
} from '../../../extension/core/profiles/profileStore.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { skippedFolders } from '../../../extension/core/profiles/projectFolders.ts';
import { ErrorBoundary } from '../../../extension/platform/vscode/errorBoundary.ts';
import { requireLaunchable } from '../../../extension/platform/vscode/launchGuard.ts';
import { nameProblem } from '../../../extension/platform/vscode/nameProblem.ts';
import { openDocument } from '../../../extension/platform/vscode/openDocument.ts';
import { plainLabel } from '../../../extension/platform/vscode/plainLabel.ts';
import {
  describeProfile,
  isOfNewProject,
  pickProfile,
  projectBorder,
  resolveProfile,
  targetId,
} from '../../../extension/platform/vscode/profilePicker.ts';
import { withCancel } from '../../../extension/platform/vscode/progress.ts';
import { savedLaunchText } from '../../../extension/platform/vscode/savedLaunchText.ts';
import { sayText } from '../../../extension/platform/vscode/sayText.ts';
import { shownName } from '../../../extension/platform/vscode/shownName.ts';
import {
  isFile,
  isFolder,
  listFiles,
  readNames,
  readText,
  saveBelow,
} from '../../../extension/platform/vscode/workspaceFiles.ts';
import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { idleControl } from '../../support/idleControl.ts';
import { workspaceUri } from './serverProfiles.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Tests of what stands on the editor's functions. */
export function editorParts(): void {
  describe('A profile that a command is about', () => {
    const store = new ProfileStore();
    let web: ProfileInProject;
    let api: ProfileInProject;
    let box: ProfileInProject;

    before(() => {
      const project = (name: string, directory: string | undefined, text: string) =>
        readProject({
          ...{ id: `file:///w/${name}`, name, location: `src/${name}`, directory },
          ...{ names: ['startup.js'], settings: { uri: `file:///w/${name}/s.json`, text } },
        });
      store.setProjects([
        project(
          'shop',
          '/w/shop',
          '{ "profiles": { "web": {"commandName": "Project"}, "box": {"commandName": "Docker"} } }',
        ),
        project('bank', undefined, '{ "profiles": { "api": { "commandName": "Project" } } }'),
      ]);
      [web, box, api] = store.all() as [ProfileInProject, ProfileInProject, ProfileInProject];
    });

    it('is named by an id, or by a row that has one', () => {
      assert.equal(targetId('a#b'), 'a#b');
      assert.equal(targetId({ profileId: 'a#b', kind: 'profile' }), 'a#b');
      for (const other of [undefined, null, 5, {}, { profileId: 5 }]) {
        assert.equal(targetId(other), undefined);
      }
    });

    it('is the one that was named, the only one, or none, with the reason', async () => {
      const servers = new ServerRegistry();
      const options = { title: 'x', candidates: () => [web], servers, none: 'Nothing there.' };
      const named = await resolveProfile(store, api.profile.id, options);
      assert.equal(named, store.find(api.profile.id));
      assert.equal(await resolveProfile(store, undefined, options), web);
      await assert.rejects(resolveProfile(store, 'file:///w/shop#gone\t', options), (error) => {
        assert.ok(error instanceof UserError);
        assert.deepEqual(
          [error.code, error.message],
          ['unknown-profile', String.raw`There is no profile "gone\t" any more.`],
        );
        return true;
      });
      const own = new UserError('Own words.', { code: 'own' });
      for (const [none, code] of [
        ['Nothing there.', 'nothing-to-pick'],
        [own, 'own'],
      ] as const) {
        await assert.rejects(
          pickProfile({ ...options, candidates: () => [], none }),
          (error) => error instanceof UserError && error.code === code,
        );
      }
    });

    it('is told from others in a list by its project, with a line between two projects', () => {
      assert.equal(describeProfile(web, [web, box], undefined), 'Kestrel');
      assert.equal(describeProfile(web, [web, api], undefined), 'Kestrel · src/shop');
      const all = [web, box, api];
      assert.deepEqual(
        all.map((_, index) => isOfNewProject(all, index)),
        [false, false, true],
      );
      assert.equal(projectBorder.kind, QuickPickItemKind.Separator);
    });

    it('is told from others in a list by its addresses, and by its state', () => {
      const servers = new ServerRegistry();
      const said = (): string => describeProfile(web, [web, box], servers.get(web.profile.id));
      const launch = servers.begin(web.profile.id, 'run', idleControl);
      assert.equal(said(), 'Kestrel · starting');
      launch.report({ type: 'addresses', addresses: ['http://localhost:5000', 'https://x'] });
      launch.report({ type: 'state', state: 'listening' });
      assert.equal(said(), 'Kestrel · http://localhost:5000, https://x');
      launch.report({ type: 'state', state: 'degraded' });
      assert.equal(said(), 'Kestrel · degraded, http://localhost:5000, https://x');
      launch.report({ type: 'state', state: 'stopping' });
      launch.report({ type: 'ended' });
      assert.equal(said(), 'Kestrel');
    });

    it('is launched in its folder, or not at all', () => {
      assert.equal(requireLaunchable(web), '/w/shop');
      for (const [target, code, message] of [
        [box, 'profile-not-runnable', /^The profile "box" cannot run here: Docker profiles need /],
        [api, 'virtual-workspace', /virtual/],
      ] as const) {
        assert.throws(
          () => requireLaunchable(target),
          (error) => {
            assert.ok(error instanceof UserError);
            assert.equal(error.code, code);
            assert.match(error.message, message);
            return true;
          },
        );
      }
    });

    it('has a name of its own, whatever its case', () => {
      assert.match(nameProblem(' ', []) ?? '', /needs a name/);
      assert.match(nameProblem(' Web ', ['api', 'web']) ?? '', /"web" already/);
      assert.equal(nameProblem('webs', ['web']), undefined);
      assert.equal(shownName(' '), '(no name)');
      assert.equal(
        plainLabel('a $(gear) $(sync~spin) $5'),
        String.raw`a \$(gear) \$(sync~spin) $5`,
      );
    });
  });

  it('says texts within texts, and the sentence after them', () => {
    const inner = localizableText('the port {0}', 80);
    const text = { ...localizableText('Wanted: {0}.', inner), next: localizableText('Stop it.') };
    assert.equal(sayText(text), 'Wanted: the port 80. Stop it.');
    assert.equal(sayText('As it is {0}.'), 'As it is {0}.');
  });

  describe('An error', () => {
    let logged: string[];
    let errors: ErrorBoundary;

    beforeEach(() => {
      logged = [];
      const note = (kind: string) => (text: unknown) => void logged.push(`${kind} ${String(text)}`);
      errors = new ErrorBoundary({
        ...{ trace: note('trace'), info: note('info'), warn: note('warn'), error: note('error') },
        show: () => undefined,
      });
    });

    it('is in the log as what it is, and nothing is when there is none', async () => {
      assert.equal(await errors.run(async () => 5), 5);
      const thrown: [error: unknown, line: string][] = [
        [new UserError('Free the port.', { code: 'busy' }), 'warn busy: Free the port.'],
        [new TypeError('x is not a function'), 'error TypeError: x is not a function'],
        ['text', 'error text'],
      ];
      for (const [error, line] of thrown) {
        const result = await errors.run(() => {
          throw error;
        });
        assert.equal(result, undefined);
        assert.equal(logged.pop(), line);
      }
      await errors.run(() => Promise.reject(new CancellationError()));
      assert.deepEqual(logged, []);
    });
  });

  describe('Waiting for something', () => {
    const never = (): never => assert.fail('nobody cancels');

    it('gives its result or its error when that comes soon', async () => {
      assert.equal(await withCancel('x', Promise.resolve(5), never), 5);
      const failure = new Error('no');
      await assert.rejects(withCancel('x', Promise.reject(failure), never), failure);
    });

    it('gives them also after it was told of', async () => {
      const late = <T>(value: () => T): Promise<T> =>
        new Promise((resolve) => setTimeout(resolve, 1100)).then(value);
      const failure = new Error('late');
      const [result] = await Promise.all([
        withCancel(
          'x',
          late(() => 5),
          never,
        ),
        assert.rejects(
          withCancel(
            'x',
            late(() => {
              throw failure;
            }),
            never,
          ),
          failure,
        ),
      ]);
      assert.equal(result, 5);
    });
  });

  describe('Files of the workspace', () => {
    const folder = (): Uri => Uri.joinPath(workspaceUri(), 'parts');
    const file = (path: string): Uri => Uri.joinPath(folder(), path);
    const write = async (path: string, text: string): Promise<void> =>
      workspace.fs.writeFile(file(path), bytes(text));

    beforeEach(async () => {
      await write('a.txt', 'A');
      await write('src/b.txt', 'B');
      await write('node_modules/c/d.txt', 'D');
    });
    afterEach(() => workspace.fs.delete(folder(), { recursive: true }));

    it('are read, or are not there', async () => {
      assert.equal(await readText(file('a.txt')), 'A');
      assert.equal(await readText(file('none.txt')), undefined);
      await assert.rejects(readText(file('src')));
      assert.deepEqual((await readNames(folder())).toSorted(), ['a.txt', 'node_modules', 'src']);
      assert.deepEqual(await readNames(file('none')), []);
      const kinds = await Promise.all(
        ['a.txt', 'src', 'none'].map(async (path) => [
          await isFile(file(path)),
          await isFolder(file(path)),
        ]),
      );
      assert.deepEqual(kinds, [
        [true, false],
        [false, true],
        [false, false],
      ]);
      assert.equal((await workspace.fs.stat(folder())).type, FileType.Directory);
    });

    it('are listed at every depth, but for what is built or installed', async () => {
      const source = new CancellationTokenSource();
      const list = async (): Promise<string[]> => {
        const found = await listFiles(folder(), skippedFolders, source.token);
        return found.map(({ path }) => path.slice(folder().path.length)).toSorted();
      };
      assert.deepEqual(await list(), ['/a.txt', '/src/b.txt']);
      source.cancel();
      assert.deepEqual(await list(), []);
      source.dispose();
    });

    it('are saved below a folder before a launch, unless the person wants that not', async () => {
      const edit = async (path: string): Promise<void> => {
        const document = await workspace.openTextDocument(file(path));
        assert.equal(openDocument(file(path)), document);
        const change = new WorkspaceEdit();
        change.insert(document.uri, document.positionAt(0), 'new ');
        assert.ok(await workspace.applyEdit(change));
      };
      const saved = async (path: string): Promise<string[]> =>
        (await saveBelow(file(path))).map((uri) => uri.path.slice(folder().path.length));
      const config = workspace.getConfiguration();
      // An editor in a browser saves by itself after a while.
      await config.update('files.autoSave', 'off', ConfigurationTarget.Global);
      try {
        await edit('a.txt');
        await edit('src/b.txt');
        await config.update('debug.saveBeforeStart', 'none');
        assert.deepEqual(await saved('.'), []);
        await config.update('debug.saveBeforeStart', undefined);
        assert.deepEqual(await saved('sr'), []);
        assert.deepEqual(await saved('src'), ['/src/b.txt']);
        assert.equal(await readText(file('src/b.txt')), 'new B');
        assert.equal(await readText(file('a.txt')), 'A');
        assert.deepEqual(await saved('src'), []);
        assert.equal(openDocument(file('none.txt')), undefined);
        assert.ok(await openDocument(file('a.txt'))?.save());
      } finally {
        await config.update('debug.saveBeforeStart', undefined);
        await config.update('files.autoSave', undefined, ConfigurationTarget.Global);
      }
    });

    it('tell what a launch goes by now, and what it went by when the file says nothing of it', async () => {
      const settings = (args: string): string =>
        JSON.stringify({ profiles: { web: { commandName: 'Project', commandLineArgs: args } } });
      await write('s.json', settings('one'));
      const project = readProject({
        ...{ id: folder().toString(), name: 'parts', location: 'parts', directory: '/w' },
        ...{
          names: ['startup.js'],
          settings: { uri: file('s.json').toString(), text: settings('one') },
        },
      });
      const target = { project, profile: project.profiles[0]! };
      await write('s.json', settings('two'));
      assert.match(await savedLaunchText(target), /two/);
      await write('s.json', '{}');
      assert.equal(await savedLaunchText(target), target.profile.text);
      await workspace.fs.delete(file('s.json'));
      assert.equal(await savedLaunchText(target), target.profile.text);
      const bare = { ...target, project: { ...project, settingsFile: undefined } };
      assert.equal(await savedLaunchText(bare), target.profile.text);
    });
  });
}
