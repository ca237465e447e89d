// The Debug tab over the whole life of its file: deleted, renamed, replaced, read-only, undone, shown as text.
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { before, beforeEach, describe, it } from 'node:test';
import { DebugTabPage } from './debugTabPage.ts';
import { inputBox, runCommand, until, useWorkbench } from './workbench.ts';

const profile = (args: string) => ({
  commandName: 'Project',
  commandLineArgs: args,
  applicationUrl: 'http://127.0.0.1:0',
});

const text = (...names: string[]): string =>
  JSON.stringify(
    { profiles: Object.fromEntries(names.map((name) => [name, profile(`--is ${name}`)])) },
    undefined,
    2,
  );

const original = text('one', 'two', 'three');

describe('The Debug tab and its file', () => {
  const workbench = useWorkbench('debugTabFiles', {
    settings: { 'files.autoSave': 'off', 'files.readonlyFromPermissions': true },
    fill: (folder) => {
      mkdirSync(join(folder, 'web', 'Properties'), { recursive: true });
      writeFileSync(
        join(folder, 'web', 'startup.js'),
        'exports.Startup = class { configure() {} };',
      );
      writeFileSync(join(folder, 'web', 'Properties', 'launchSettings.json'), original);
    },
  });
  const tab = new DebugTabPage(workbench);
  let project = 'web';
  const file = (): string => join(workbench.folder, project, 'Properties', 'launchSettings.json');
  const onDisk = (): string => readFileSync(file(), 'utf8');

  const arguments_ = () => tab.field('Command-line arguments');
  const editorTab = (state: string) => workbench.page.locator(`.tab.active${state}`);
  const titleButton = (name: string) =>
    workbench.page.locator(
      `.editor-group-container.active .editor-actions [aria-label^="${name}"]`,
    );
  const notice = (words: string | RegExp) => tab.frame.locator('.notice', { hasText: words });

  before(() => tab.open());

  /** Runs a command from the palette, and waits until the page has the focus again. */
  async function command(title: string): Promise<void> {
    await runCommand(workbench, title);
    await inputBox(workbench).waitFor({ state: 'hidden' });
    await tab.frame.waitForFunction(() => document.hasFocus());
  }

  beforeEach(async () => {
    // Each test begins with the tab on the file as it was, selected is the second profile.
    if (onDisk() !== original) writeFileSync(file(), original);
    await command('File: Revert File');
    await editorTab(':not(.dirty)').waitFor();
    await tab.find();
    await tab.lists(['one', 'two', 'three']);
    await tab.select('two');
    await tab.holds('commandLineArgs', '--is two');
  });

  /** Waits until the tab says that its file is so. */
  async function label(words: string): Promise<void> {
    await editorTab('').locator(`.monaco-icon-label[aria-label*="${words}"]`).waitFor();
  }

  it('is marked when its file is deleted, keeps its edits, and writes it again when it is saved', async () => {
    rmSync(file());
    await label('Deleted');
    await tab.shows('two');
    await arguments_().fill('--kept');
    await editorTab('.dirty').waitFor();
    await workbench.page.keyboard.press('Control+s');
    await until('the file is back', () => existsSync(file()) && onDisk().includes('--kept'));
    await editorTab(':not(.dirty)').waitFor();
  });

  it('takes up what a checkout writes, and stays at its profile', async () => {
    // As git does it: another file under the same name.
    const next = `${file()}.lock`;
    writeFileSync(next, text('new', 'one', 'two', 'three').replace('--is two', '--checked-out'));
    renameSync(next, file());
    await tab.lists(['new', 'one', 'two', 'three']);
    await tab.shows('two');
    await tab.holds('commandLineArgs', '--checked-out');
    await editorTab(':not(.dirty)').waitFor();
  });

  it('keeps what is not saved when the file changes on disk, and does not write over it', async () => {
    await arguments_().fill('--mine');
    await editorTab('.dirty').waitFor();
    const theirs = text('theirs', 'two');
    writeFileSync(file(), theirs);
    await workbench.page.keyboard.press('Control+s');
    const conflict = workbench.page.locator('.notifications-toasts', {
      hasText: 'The content of the file is newer',
    });
    await conflict.waitFor();
    assert.equal(onDisk(), theirs);
    await tab.holds('commandLineArgs', '--mine');
    await tab.lists(['one', 'two', 'three']);
    await command('Notifications: Clear All Notifications');
    await conflict.waitFor({ state: 'hidden' });
  });

  it('shows a file that was made read-only in the session as such, and takes changes again', async () => {
    await command('File: Set Active Editor Read-only in Session');
    await notice('This file is read-only in the editor').waitFor();
    await notice('The fields take changes once the file is writeable.').waitFor();
    assert.equal(await arguments_().getAttribute('readonly'), '');
    assert.equal(await tab.button('Add Profile…').getAttribute('aria-disabled'), 'true');
    assert.equal(await tab.button('Run').getAttribute('aria-disabled'), null);
    await workbench.screenshot('debugTab read-only');
    // What would change the file is not in the menu either.
    const menu = workbench.page.locator('.monaco-menu').getByRole('menuitem');
    await tab.frame.locator('.profile.selected .menu').click();
    await menu.filter({ hasText: 'Run Without Debugging' }).waitFor();
    assert.equal(await menu.filter({ hasText: /Rename|Duplicate|Move|Delete/ }).count(), 0);
    await workbench.page.keyboard.press('Escape');
    await menu.first().waitFor({ state: 'detached' });
    await tab.button('Make Writeable').click();
    await notice('This file is read-only').waitFor({ state: 'detached' });
    await arguments_().fill('--again');
    await editorTab('.dirty').waitFor();
    await workbench.page.keyboard.press('Control+s');
    await until('it is saved', () => onDisk().includes('--again'));
    await command('File: Reset Active Editor Read-only in Session');
  });

  it('says why it is not saved when it was made read-only with changes in it', async () => {
    await arguments_().fill('--unsaved');
    await editorTab('.dirty').waitFor();
    await command('File: Set Active Editor Read-only in Session');
    await label('Read-only');
    await arguments_().fill('--unsaved too');
    await workbench.page.keyboard.press('Control+s');
    await notice('This file is read-only in the editor').waitFor();
    await tab.holds('commandLineArgs', '--unsaved too');
    assert.ok(!onDisk().includes('--unsaved'));
    await tab.button('Make Writeable').click();
    await notice('This file is read-only').waitFor({ state: 'detached' });
    await arguments_().press('Control+s');
    await until('it is saved', () => onDisk().includes('--unsaved too'));
    await command('File: Reset Active Editor Read-only in Session');
  });

  const settingsFile = (): string => join(workbench.folder, '.vscode', 'settings.json');

  function configure(settings: Record<string, unknown>): void {
    mkdirSync(dirname(settingsFile()), { recursive: true });
    writeFileSync(settingsFile(), JSON.stringify(settings));
  }

  it('hears of a setting that makes the file read-only', async (context) => {
    configure({ 'files.readonlyInclude': { '**/launchSettings.json': true } });
    context.after(() => configure({}));
    await notice('This file is read-only in the editor').waitFor();
    configure({});
    await notice('This file is read-only in the editor').waitFor({ state: 'detached' });
  });

  it('shows the text’s value again, and why, when the file became read-only unnoticed', async (context) => {
    // As a tool does that takes a file out of use; the editor hears of a new file, and of its permissions by that.
    const next = `${file()}.next`;
    writeFileSync(next, original, { mode: 0o444 });
    renameSync(next, file());
    context.after(() => chmodSync(file(), 0o644));
    await label('Read-only');
    await arguments_().fill('--refused');
    await notice('This file is read-only in the editor').waitFor();
    await tab.holds('commandLineArgs', '--is two');
    assert.equal(await tab.frame.locator('.notice').count(), 1);
    assert.equal(onDisk(), original);
    await editorTab(':not(.dirty)').waitFor();
  });

  /** Waits until a row is selected and has the focus. */
  async function isAt(name: string): Promise<void> {
    await tab.shows(name);
    await tab.frame.waitForFunction(
      (wanted) =>
        document.hasFocus() &&
        document.activeElement?.matches('.profile.selected .name') === true &&
        document.activeElement.textContent.trim() === wanted,
      name,
    );
  }

  const undo = (): Promise<void> => workbench.page.keyboard.press('Control+z');

  it('brings a deleted profile back with undo, selected and with the focus', async () => {
    const { page } = workbench;
    await tab.select('three');
    await page.keyboard.press('Delete');
    await tab.lists(['one', 'two']);
    await isAt('two');
    await undo();
    await tab.lists(['one', 'two', 'three']);
    await isAt('three');
    await page.keyboard.press('Control+y');
    await tab.lists(['one', 'two']);
    await isAt('two');
  });

  it('goes back to where it was when a move, a rename and an added profile are undone', async () => {
    const { page } = workbench;
    await tab.select('three');
    await page.keyboard.press('Alt+ArrowUp');
    await tab.lists(['one', 'three', 'two']);
    await isAt('three');
    await undo();
    await tab.lists(['one', 'two', 'three']);
    await isAt('three');
    await page.keyboard.press('F2');
    await inputBox(workbench).fill('last');
    await page.keyboard.press('Enter');
    await tab.lists(['one', 'two', 'last']);
    await isAt('last');
    await undo();
    await tab.lists(['one', 'two', 'three']);
    await isAt('three');
    await tab.select('two');
    await tab.button('Add Profile…').click();
    // Kind, name and addresses, as they are proposed.
    for (const step of ['(1 of', '(2 of', '(3 of']) {
      await page.locator('.quick-input-title', { hasText: step }).waitFor();
      await inputBox(workbench).press('Enter');
    }
    await until('there is one more', async () => (await tab.labels().count()) === 4);
    const isInFirstField = (): Promise<unknown> =>
      tab.frame.waitForFunction(() => document.activeElement?.id === 'field-commandLineArgs');
    await isInFirstField();
    await undo();
    await tab.lists(['one', 'two', 'three']);
    await tab.shows('two');
    await tab.frame.locator('.profile.selected .menu').click();
    await page.getByRole('menuitem', { name: 'Duplicate Profile', exact: true }).hover();
    await page.keyboard.press('Enter');
    await tab.shows('two copy');
    await isInFirstField();
    // From the menu as by a key: an edit like any other, and nobody asked to save it.
    assert.equal(await editorTab('.dirty').count(), 1);
    await undo();
    await tab.lists(['one', 'two', 'three']);
    await tab.shows('two');
  });

  it('changes places with its text, keeping what is not saved and the profile', async () => {
    const { page } = workbench;
    await arguments_().fill('--switched');
    await editorTab('.dirty').waitFor();
    await titleButton('Open launchSettings.json as Text').click();
    await page.locator('.monaco-editor .view-lines').getByText('--switched').waitFor();
    assert.equal(await page.locator('.tab').count(), 1);
    await editorTab('.dirty').waitFor();
    // The name of the profile is selected, so that one knows where one is.
    await page.locator('#status\\.editor\\.selection', { hasText: '(5 selected)' }).waitFor();
    await page.keyboard.press('Control+End');
    for (let up = 0; up < 5; up++) await page.keyboard.press('ArrowUp');
    await titleButton('Open Debug Tab').click();
    await tab.find();
    await tab.shows('three');
    assert.equal(await page.locator('.tab').count(), 1);
    await tab.select('two');
    await tab.holds('commandLineArgs', '--switched');
    await page.keyboard.press('Control+z');
    await tab.holds('commandLineArgs', '--is two');
  });

  it('opens beside its text with Alt, and shows places of the text there', async () => {
    const { page } = workbench;
    await page.keyboard.down('Alt');
    await titleButton('Open launchSettings.json as Text to the Side').click();
    await page.keyboard.up('Alt');
    const lines = page.locator('.monaco-editor .view-lines');
    await lines.getByText('--is two').waitFor();
    assert.equal(await page.locator('.editor-group-container').count(), 2);
    assert.equal(await page.locator('.tab').count(), 2);
    writeFileSync(file(), original.replace('"--is two"', '"--is two'));
    await tab.button('Open as Text').click();
    await page.locator('#status\\.editor\\.selection', { hasText: 'Ln 10' }).waitFor();
    await tab.shows('two');
    assert.equal(await lines.count(), 1, 'the tab has not become a second text');
    assert.equal(await page.locator('.tab').count(), 2);
    await runCommand(workbench, 'View: Close All Editors in Group');
    await lines.waitFor({ state: 'detached' });
  });

  it('says until when it takes no edits of a broken text, and leads to the place', async () => {
    const { page } = workbench;
    writeFileSync(file(), original.replace('"--is two"', '"--is two'));
    await notice('They take changes again as soon as this is mended in the text.').waitFor();
    await notice(/^\s*Line \d+: This string is not closed/)
      .and(tab.frame.getByRole('alert'))
      .waitFor();
    assert.equal(await tab.frame.locator('.notice').count(), 1);
    assert.equal(await arguments_().getAttribute('readonly'), '');
    await tab.button('Open as Text').click();
    await page.locator('#status\\.editor\\.selection', { hasText: 'Ln 10' }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('"');
    await titleButton('Open Debug Tab').click();
    await tab.find();
    await tab.frame.locator('.notice').waitFor({ state: 'detached' });
    await tab.select('two');
    await tab.holds('commandLineArgs', '--is two');
  });

  it('shows what it can of files that are odd, with one sentence', async () => {
    writeFileSync(file(), '[1, 2]');
    await notice('Line 1: The file must hold an object, not an array.').waitFor();
    writeFileSync(file(), '');
    await tab.frame.locator('.notice').waitFor({ state: 'detached' });
    await tab.frame.locator('h1', { hasText: 'No profiles yet' }).waitFor();
    assert.equal(await tab.button('Add Profile…').getAttribute('aria-disabled'), null);
    writeFileSync(file(), '{ "profiles": { "no": 5, "two": { "commandName": "Project" } } }');
    await notice('Line 1: The profile must be an object, not a number.')
      .and(tab.frame.getByRole('status'))
      .waitFor();
    await notice('The list shows nothing of it, and it stays in the file as it is.').waitFor();
    await tab.shows('two');
    assert.equal(await arguments_().getAttribute('readonly'), null);
    writeFileSync(file(), '{\n  "profiles": { "two": { "commandName": "Project" }, "no": 5 }\n}');
    await notice('Line 2: ').waitFor();
    await tab.button('Open as Text').click();
    await workbench.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 2' }).waitFor();
    await titleButton('Open Debug Tab').click();
    await tab.find();
    await tab.shows('two');
  });

  // The last one: the editor's watcher hears of nothing in a folder that got another name.
  it('follows its file when a folder above it is renamed, with what is not saved', async () => {
    const { page } = workbench;
    await arguments_().fill('--moved');
    await editorTab('.dirty').waitFor();
    await page.keyboard.press('Control+Shift+e');
    const rows = page.locator('.explorer-folders-view .monaco-list-row');
    // The explorer goes to the file in front first.
    await rows.and(page.locator('.selected', { hasText: 'launchSettings.json' })).waitFor();
    const folder = rows.filter({ hasText: project }).first();
    await folder.click();
    await folder.and(page.locator('.focused.selected')).waitFor();
    await page.keyboard.press('F2');
    const input = page.locator('.explorer-folders-view .monaco-inputbox input');
    await input.waitFor();
    assert.equal(await input.inputValue(), project);
    const before = tab.frame;
    await input.fill('shop');
    await page.keyboard.press('Enter');
    await until('the folder has its name', () => existsSync(join(workbench.folder, 'shop')));
    project = 'shop';
    await until('the page before has gone', () => before.isDetached());
    await tab.find();
    await tab.shows('two');
    await tab.holds('commandLineArgs', '--moved');
    await editorTab('.dirty').waitFor();
    assert.equal(await page.locator('.tab').count(), 1);
    assert.equal(onDisk(), original);
    await tab.field('URL').focus();
    await page.keyboard.press('Control+s');
    await until('it is saved', () => onDisk().includes('--moved'));
    // The project is known under its new name: what runs is shown.
    await tab.button('Run').click();
    await tab.frame.locator('.live .link').first().waitFor();
    await tab.button('Stop').click();
    await tab.button('Run').waitFor();
  });
});
