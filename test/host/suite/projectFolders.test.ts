// Projects come and go as whole folders: by git, archives, templates and the shell.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Range, RelativePattern, workspace, WorkspaceEdit } from 'vscode';
import type { TestApi } from '../../../extension/testApi.ts';
import { eventually, serverProfiles, settingsUri, workspaceUri } from './serverProfiles.ts';

const settings = (...names: string[]): string =>
  JSON.stringify({
    profiles: Object.fromEntries(names.map((name) => [name, { commandName: 'Project' }])),
  });

/** Makes a project at once, as no person could: the folder of its settings is as new as the file. */
function makeProject(folder: string, text = settings('web')): void {
  mkdirSync(join(folder, 'Properties'), { recursive: true });
  writeFileSync(join(folder, 'Properties', 'launchSettings.json'), text);
}

describe('Folders of projects', () => {
  let api: TestApi;
  let root: string;
  let outside: string;
  const names = (): string[] => api.projects().map(({ name }) => name);
  const here = (...path: string[]): string => join(root, ...path);
  const isThere = (name: string) => () => names().includes(name);
  const isGone = (name: string) => () => !names().includes(name);

  before(async () => {
    api = await serverProfiles();
    root = workspaceUri().fsPath;
    await eventually('the project is found', () => names().length === 1);
    outside = mkdtempSync(join(tmpdir(), 'projectFolders-'));
    makeProject(join(outside, 'web'));
  });

  after(() => rmSync(outside, { recursive: true, force: true }));

  // First: a search of another test could still be to come.
  it('are not searched for when something is built or installed', async () => {
    const before = names();
    let searches = 0;
    const subscription = api.onDidChange(() => (searches += 1));
    const outputs = ['bin/Debug/net8.0', 'obj', 'node_modules/some'];
    for (let round = 0; round < 5; round++) {
      for (const output of outputs) {
        makeProject(here(output, `${round}`, 'publish'));
        writeFileSync(here(output, `${round}`, 'publish', 'program.js'), '');
      }
      // One that nobody knows to be for output.
      mkdirSync(here('logs', `${round}`, 'Debug'), { recursive: true });
      writeFileSync(here('logs', `${round}`, 'Debug', 'app.log'), '');
      await changed(`build${round}.log`);
    }
    rmSync(here('bin'), { recursive: true });
    rmSync(here('logs'), { recursive: true });
    await changed('built.log');
    subscription.dispose();
    assert.equal(searches, 0);
    assert.deepEqual(names(), before);
  });

  // What races with the editor's watcher is done often enough to lose.
  const tries = Array.from({ length: 10 }, (_, index) => index);

  it('are found when folder and file are made at once', async () => {
    for (const index of tries) {
      mkdirSync(here(`made${index}`));
      await told(`made${index}`);
      makeProject(here(`made${index}`));
      await eventually('it is found', isThere(`made${index}`));
    }
    for (const index of tries) rmSync(here(`made${index}`, 'Properties'), { recursive: true });
    await eventually('all are gone', () => names().length === 1);
  });

  it('are found when they are copied, deep below a new folder too', async () => {
    for (const index of tries) {
      cpSync(join(outside, 'web'), here(`src${index}`, 'server', `copied${index}`), {
        recursive: true,
      });
      await eventually('the copy is found', isThere(`copied${index}`));
    }
    for (const index of tries.slice(1)) rmSync(here(`src${index}`), { recursive: true });
    await eventually('the others are gone', () => names().length === 2);
  });

  it('are found where they were moved to, and no more where they were', async () => {
    renameSync(here('src0', 'server', 'copied0'), here('src0', 'moved'));
    await eventually('it has moved', () => isThere('moved')() && isGone('copied0')());
    renameSync(here('src0'), here('lib'));
    const id = `${workspaceUri().toString()}/lib/moved`;
    await eventually('it has moved with the folder above', () =>
      api.projects().some((project) => project.id === id),
    );
    assert.equal(names().filter((name) => name === 'moved').length, 1);
  });

  it('are read when they are saved, whoever made their folder', async () => {
    const uri = settingsUri('lib/moved');
    const document = await workspace.openTextDocument(uri);
    const edit = new WorkspaceEdit();
    edit.replace(uri, new Range(0, 0, document.lineCount, 0), settings('web', 'added'));
    await workspace.applyEdit(edit);
    await document.save();
    await eventually('the new profile is shown', () =>
      api.projects().some(({ profiles }) => profiles.some(({ name }) => name === 'added')),
    );
  });

  it('are gone when the folder above is moved away, or deleted', async () => {
    // Of what was in it, nothing is told.
    renameSync(here('lib'), join(outside, 'lib'));
    await eventually('it is gone', isGone('moved'));
    renameSync(join(outside, 'lib'), here('lib'));
    await eventually('it is back', isThere('moved'));
    rmSync(here('lib'), { recursive: true });
    await eventually('it is gone again', isGone('moved'));
  });

  it('are found when a folder takes the place of another', async () => {
    makeProject(here('place'), settings('old'));
    await eventually('it is found', isThere('place'));
    makeProject(join(outside, 'place'), settings('new'));
    renameSync(here('place'), join(outside, 'old'));
    renameSync(join(outside, 'place'), here('place'));
    await eventually('the new one is read', () =>
      api.projects().some(({ profiles }) => profiles.some(({ name }) => name === 'new')),
    );
  });

  it('are found when they are filled long after they came', async () => {
    mkdirSync(here('slow', 'web', 'Properties'), { recursive: true });
    await told('slow');
    for (const name of ['1', '2', '3', '4']) await changed(`${name}.log`);
    writeFileSync(here('slow', 'web', 'Properties', 'launchSettings.json'), settings('slow'));
    await eventually('it is found', () => isThere('web')());
  });

  /** Writes a file at the top and waits until the editor has told of it, and so of all that came before. */
  async function changed(path: string): Promise<void> {
    const isTold = told(path);
    writeFileSync(here(path), '');
    await isTold;
  }

  /** Waits until the editor tells that a file or folder came. */
  function told(path: string): Promise<void> {
    return new Promise((resolve) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(workspaceUri(), path));
      watcher.onDidCreate(() => {
        watcher.dispose();
        resolve();
      });
    });
  }
});
