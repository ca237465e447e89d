// The Debug tab as people work with it: dragging, browsing, pasting, two editors on one file, zoom, the keyboard alone.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import type { Frame, Locator } from 'playwright-core';
import {
  debugTabFrame,
  openWorkbench,
  patience,
  runCommand,
  showTree,
  type Workbench,
} from './workbench.ts';

describe('Working in the Debug tab', () => {
  let workbench: Workbench;
  let tab: Frame;

  before(async () => {
    // The editor in a browser saves by itself, unless it is told otherwise.
    workbench = await openWorkbench({ settings: { 'files.autoSave': 'off' } });
    await showTree(workbench);
    await runCommand(workbench, 'Server Profiles: Open Debug Tab');
    tab = await debugTabFrame(workbench);
  });
  after(() => workbench?.close());
  afterEach(async (context) => {
    // The types know `passed` of a test, but not that hooks are called with one.
    const test = context as TestContext & { readonly passed: boolean };
    if (test.passed) return;
    test.diagnostic(`screenshot: ${await workbench.screenshot(`debugTabFlows ${test.name}`)}`);
  });

  const row = (name: string): Locator => tab.locator('.profile .name', { hasText: name }).first();
  const field = (label: string): Locator => tab.getByLabel(label, { exact: true });
  const button = (name: string): Locator => tab.getByRole('button', { name, exact: true });

  async function select(name: string): Promise<void> {
    await row(name).click();
    await tab.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
  }

  const onDisk = (): string =>
    readFileSync(join(workbench.folder, 'Properties', 'launchSettings.json'), 'utf8');

  /** The editor's own copies of what is not saved. */
  function backups(): string[] {
    const folder = join(workbench.folder, '..', 'data', 'User', 'Backups');
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  }

  async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + patience;
    while (!(await condition())) {
      if (performance.now() > deadline) assert.fail(`not within ${patience} ms: ${what}`);
      await workbench.page.waitForTimeout(50);
    }
  }

  /** Saves, until the file says so. */
  async function savedSettings(condition: (text: string) => boolean): Promise<void> {
    await workbench.page.keyboard.press('Control+s');
    await until('the file says so', () => condition(onDisk()));
  }

  async function names(expected: readonly string[]): Promise<void> {
    await tab.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('.profile .label')]
          .map((label) => label.textContent)
          .join() === wanted,
      expected.join(),
    );
  }

  /** Waits until a field holds a value. */
  async function holds(id: string, value: string): Promise<void> {
    await tab.waitForFunction(
      ([name, wanted]) =>
        document.querySelector<HTMLInputElement>(`#field-${name}`)?.value === wanted,
      [id, value] as const,
    );
  }

  it('moves a profile by dragging it, and keeps it selected', async () => {
    await select('IIS Express');
    const target = row('ServersDemo (WebListener)');
    const box = await target.boundingBox();
    assert.ok(box);
    await row('IIS Express').dragTo(target, { targetPosition: { x: 60, y: box.height - 4 } });
    await names(['ServersDemo', 'ServersDemo (WebListener)', 'IIS Express']);
    assert.equal(await tab.locator('.profile.selected .label').innerText(), 'IIS Express');
    await row('IIS Express').dragTo(row('ServersDemo'), { targetPosition: { x: 60, y: 4 } });
    await names(['IIS Express', 'ServersDemo', 'ServersDemo (WebListener)']);
    assert.equal(await tab.locator('[data-drop]').count(), 0);
  });

  async function chooseInDialog(action: Locator, path: string): Promise<void> {
    await action.click();
    const { page } = workbench;
    const input = page.locator('.quick-input-widget input').first();
    await input.waitFor();
    // The dialog writes the folder that it begins in, and takes what is typed after that.
    await page.waitForFunction(
      (folder) =>
        document
          .querySelector<HTMLInputElement>('.quick-input-widget input')
          ?.value.includes(folder),
      workbench.folder,
    );
    await input.fill(path);
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Select' }).click();
    await input.waitFor({ state: 'hidden' });
  }

  it('takes folder and program from a dialog, as paths below the project', async () => {
    await select('ServersDemo');
    await chooseInDialog(button('Browse…'), join(workbench.folder, 'wwwroot') + '/');
    await savedSettings((text) => text.includes('"workingDirectory": "./wwwroot"'));
    await holds('workingDirectory', './wwwroot');
    await choose('Launch kind', 'Executable');
    await field('Executable').waitFor();
    await chooseInDialog(button('Browse…').first(), join(workbench.folder, 'package.json'));
    await savedSettings((text) => text.includes('"executablePath": "./package.json"'));
    await choose('Launch kind', 'Project');
    await field('Executable').fill('');
    await field('Working directory').fill('');
    await savedSettings((text) => !/executablePath|workingDirectory/.test(text));
  });

  async function choose(label: string, option: string): Promise<void> {
    await tab.getByRole('combobox', { name: label, exact: true }).click();
    await tab.getByRole('option', { name: option, exact: true }).click();
  }

  it('chooses with the keyboard from a list', async () => {
    const server = tab.getByRole('combobox', { name: 'Server', exact: true });
    await server.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await workbench.page.keyboard.press(key);
    await tab.locator('.effective dd', { hasText: 'WebListener' }).first().waitFor();
    await holds('commandLineArgs', '--server WebListener');
    await workbench.page.keyboard.press('Control+z');
    await tab.locator('.effective dd', { hasText: 'Kestrel' }).first().waitFor();
  });

  it('is dirty until it is saved, and clean again when all is undone', async () => {
    await field('Command-line arguments').fill('--one');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    assert.ok(!onDisk().includes('--one'));
    await workbench.page.keyboard.press('Control+z');
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
    await holds('commandLineArgs', '');
    await workbench.page.keyboard.press('Control+y');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    await holds('commandLineArgs', '--one');
    await workbench.page.keyboard.press('Control+z');
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
  });

  it('comes back with what was not saved when the window does', async () => {
    await field('Command-line arguments').fill('--unsaved');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    await until('the editor keeps a copy', () =>
      backups().some((copy) => copy.includes('--unsaved')),
    );
    await workbench.page.reload();
    // The whole editor starts anew.
    tab = await debugTabFrame(workbench, 3 * patience);
    await select('ServersDemo');
    await holds('commandLineArgs', '--unsaved');
    assert.ok(!onDisk().includes('--unsaved'));
    await workbench.page.locator('.tab.active.dirty').waitFor();
  });

  it('copies the effective launch as a command for a shell', async () => {
    await field('Command-line arguments').fill('--name "a b"');
    await tab.locator('.effective code', { hasText: 'a b' }).waitFor();
    await workbench.page.evaluate(() => navigator.clipboard.writeText(''));
    await button('Copy').click();
    let text = '';
    await until('the clipboard is filled', async () => {
      text = await workbench.page.evaluate(() => navigator.clipboard.readText());
      return text !== '';
    });
    const run = ` run --project ${workbench.folder} --launch-profile ServersDemo -- --name 'a b'`;
    assert.match(text, /^node \S+\/dist\/host\.js run /);
    assert.ok(text.endsWith(run), text);
  });

  it('says where each variable comes from', async () => {
    const origins = await tab.locator('.effective li', { hasText: 'ASPNETCORE' }).allInnerTexts();
    const found = origins.map((text) => text.replaceAll(/\s+/g, ' '));
    assert.ok(found.includes('ASPNETCORE_ENVIRONMENT=Development profile'), found.join('\n'));
    assert.ok(
      found.some(
        (text) => text.startsWith('ASPNETCORE_URLS=') && text.endsWith('application URLs'),
      ),
      found.join('\n'),
    );
  });

  it('says the same at the field, in the text and among the problems', async () => {
    await field('Application URL 1').fill('http//nowhere');
    const problem = tab.locator('.problems .error').first();
    await problem.waitFor();
    const message = await problem.locator('span').last().innerText();
    await runCommand(workbench, 'Problems: Focus on Problems View');
    const entry = workbench.page.locator('.markers-panel .monaco-list-row', { hasText: message });
    await entry.first().waitFor();
    await entry.first().dblclick();
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.page.keyboard.press('Control+j');
    await workbench.page.locator('.editor-actions [aria-label="Open Debug Tab"]').first().click();
    tab = await debugTabFrame(workbench);
    await select('ServersDemo');
    await field('Application URL 1').fill('http://127.0.0.1:0');
    await tab.locator('.problems .error').first().waitFor({ state: 'hidden' });
  });

  it('is one document with the text beside it', async () => {
    const { page } = workbench;
    await savedSettings(() => true);
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
    await runCommand(workbench, 'View: Close All Editors');
    await page.locator('iframe.webview').waitFor({ state: 'detached' });
    await runCommand(workbench, 'Server Profiles: Open Debug Tab');
    await debugTabFrame(workbench);
    await runCommand(workbench, 'View: Split Editor Right');
    // A button of the new group: the palette would lose the focus to the webview that is being made.
    const asText = '.editor-actions [aria-label="Open launchSettings.json as Text"]';
    await page.locator('.editor-group-container.active').nth(0).locator(asText).click();
    const lines = page.locator('.monaco-editor .view-lines').last();
    await lines.waitFor();
    tab = await debugTabFrame(workbench);
    await select('ServersDemo');
    await field('URL').first().fill('beside');
    await lines.getByText('"beside"').waitFor();
    await lines.click();
    await page.keyboard.press('Control+f');
    await page.locator('.find-widget textarea').first().fill('beside');
    await page.keyboard.press('Escape');
    await page.keyboard.type('typed');
    await holds('launchUrl', 'typed');
    await lines.getByText('"typed"').waitFor();
    await field('URL').first().fill('');
    await lines.getByText('"typed"').waitFor({ state: 'detached' });
    await lines.click();
    await page.keyboard.press('Control+s');
    await page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
    await runCommand(workbench, 'View: Close All Editors in Group');
    await lines.waitFor({ state: 'detached' });
  });
});
