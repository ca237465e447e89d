// The Debug tab as people work with it: dragging, browsing, pasting, two editors on one file, zoom, the keyboard alone.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { ConsoleMessage, Locator } from 'playwright-core';
import { DebugTabPage } from './debugTabPage.ts';
import {
  inputBox,
  patience,
  rowOf,
  runCommand,
  showTree,
  until,
  useWorkbench,
} from './workbench.ts';

describe('Working in the Debug tab', () => {
  // The editor in a browser saves by itself, unless it is told otherwise.
  const workbench = useWorkbench('debugTabFlows', { settings: { 'files.autoSave': 'off' } });
  const tab = new DebugTabPage(workbench);
  before(() => tab.open());

  /** The editor's own copies of what is not saved. */
  function backups(): string[] {
    const folder = join(workbench.folder, '..', 'data', 'User', 'Backups');
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  }

  it('moves a profile by dragging it, and keeps it selected', async () => {
    await tab.select('IIS Express');
    const target = tab.row('ServersDemo (WebListener)');
    const box = await target.boundingBox();
    assert.ok(box);
    await tab.row('IIS Express').dragTo(target, { targetPosition: { x: 60, y: box.height - 4 } });
    await tab.lists(['ServersDemo', 'ServersDemo (WebListener)', 'IIS Express']);
    assert.equal(await tab.frame.locator('.profile.selected .label').innerText(), 'IIS Express');
    await tab
      .row('IIS Express')
      .dragTo(tab.row('ServersDemo'), { targetPosition: { x: 60, y: 4 } });
    await tab.lists(['IIS Express', 'ServersDemo', 'ServersDemo (WebListener)']);
    assert.equal(await tab.frame.locator('[data-drop]').count(), 0);
  });

  it('offers in the menu of a profile only what does something there', async () => {
    const { page } = workbench;
    const open = async (name: string): Promise<string[]> => {
      await tab.frame.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
      await page.getByRole('menuitem', { name: 'Delete Profile', exact: true }).waitFor();
      return page.getByRole('menuitem').allInnerTexts();
    };
    const offered = ['Move Profile Up', 'Move Profile Down', 'Set as Active Profile'];
    const offers = async (name: string): Promise<string[]> => {
      const items = await open(name);
      await page.keyboard.press('Escape');
      await page.getByRole('menuitem', { name: 'Delete Profile' }).waitFor({ state: 'detached' });
      return offered.filter((title) => items.some((item) => item.includes(title)));
    };
    await open('ServersDemo');
    await page.getByRole('menuitem', { name: 'Set as Active Profile' }).hover();
    await page.keyboard.press('Enter');
    await page.locator('.statusbar-item[id$=".active"]', { hasText: 'ServersDemo' }).waitFor();
    assert.deepEqual(await offers('IIS Express'), offered.slice(1));
    assert.deepEqual(await offers('ServersDemo'), offered.slice(0, 2));
    assert.deepEqual(await offers('ServersDemo (WebListener)'), [offered[0], offered[2]]);
  });

  it('moves and deletes the same profile by keys that come before the text', async () => {
    /** Without a pause, as keys that repeat. */
    const press = (...keys: [key: string, altKey: boolean][]): Promise<void> =>
      tab.frame.evaluate((pressed) => {
        for (const [key, altKey] of pressed) {
          const event = new KeyboardEvent('keydown', { key, altKey, bubbles: true });
          document.activeElement?.dispatchEvent(event);
        }
      }, keys);
    const orders = [
      ['IIS Express', 'ServersDemo', 'ServersDemo (WebListener)'],
      ['ServersDemo', 'IIS Express', 'ServersDemo (WebListener)'],
      ['ServersDemo', 'ServersDemo (WebListener)', 'IIS Express'],
    ] as const;
    await tab.select('IIS Express');
    await tab.selectedRow().focus();
    await press(['ArrowDown', true], ['ArrowDown', true]);
    await tab.lists(orders[2]);
    assert.equal(await tab.selectedRow().innerText(), 'IIS Express');
    await press(['ArrowUp', true], ['Delete', false]);
    await tab.lists(orders[0].slice(1));
    for (const order of [1, 2, 1, 0] as const) {
      await workbench.page.keyboard.press('Control+z');
      await tab.lists(orders[order]);
    }
    await tab.shows('IIS Express');
  });

  async function chooseInDialog(action: Locator, path: string): Promise<void> {
    await action.click();
    const { page } = workbench;
    const input = inputBox(workbench);
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
    await tab.select('ServersDemo');
    await chooseInDialog(tab.button('Browse…'), join(workbench.folder, 'wwwroot') + '/');
    await tab.save((text) => text.includes('"workingDirectory": "./wwwroot"'));
    await tab.holds('workingDirectory', './wwwroot');
    await tab.choose('Launch kind', 'Executable');
    await tab.field('Executable').waitFor();
    await chooseInDialog(tab.button('Browse…').first(), join(workbench.folder, 'package.json'));
    await tab.save((text) => text.includes('"executablePath": "./package.json"'));
    await tab.choose('Launch kind', 'Project');
    await tab.field('Executable').fill('');
    await tab.field('Working directory').fill('');
    await tab.save((text) => !/executablePath|workingDirectory/.test(text));
  });

  it('chooses with the keyboard from a list', async () => {
    const { page } = workbench;
    const server = tab.combobox('Server');
    for (const keys of [['ArrowDown', 'ArrowDown', 'Enter'], ['w']]) {
      await server.focus();
      for (const key of keys) await page.keyboard.press(key);
      await tab.frame.locator('.effective dd', { hasText: 'WebListener' }).first().waitFor();
      await tab.holds('commandLineArgs', '--server WebListener');
      await page.keyboard.press('Control+z');
      await page.locator('.tab.active:not(.dirty)').waitFor();
      await tab.holds('commandLineArgs', '');
    }
  });

  it('is dirty until it is saved, and clean again when all is undone', async () => {
    await tab.field('Command-line arguments').fill('--one');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    assert.ok(!tab.savedText().includes('--one'));
    await workbench.page.keyboard.press('Control+z');
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
    await tab.holds('commandLineArgs', '');
    await workbench.page.keyboard.press('Control+y');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    await tab.holds('commandLineArgs', '--one');
    await workbench.page.keyboard.press('Control+z');
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
  });

  it('undoes what was typed last, however soon', async () => {
    const { page } = workbench;
    const field = tab.field('Command-line arguments');
    await field.fill('--one');
    await page.locator('.tab.active.dirty').waitFor();
    await field.fill('--one --two');
    await page.keyboard.press('Control+z');
    await tab.effective('--one').waitFor();
    await tab.holds('commandLineArgs', '--one');
    await page.keyboard.press('Control+y');
    await tab.holds('commandLineArgs', '--one --two');
    // The form is told of a free port before the text is.
    await tab.button('Add HTTP').click();
    await tab.field('Application URL 2').waitFor();
    await page.keyboard.press('Control+z');
    await tab.field('Application URL 2').waitFor({ state: 'detached' });
    await tab.holds('commandLineArgs', '--one --two');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.locator('.tab.active:not(.dirty)').waitFor();
    await tab.holds('commandLineArgs', '');
  });

  it('adds as many addresses as it is asked for, and saves them, however soon', async () => {
    const { page } = workbench;
    await tab.button('Add HTTP').dblclick();
    await page.keyboard.press('Control+s');
    await tab.field('Application URL 3').waitFor();
    await page.locator('.tab.active:not(.dirty)').waitFor();
    assert.equal(tab.savedText().match(/"applicationUrl": "[^"]*;http:[^"]*;http:/g)?.length, 1);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await tab.field('Application URL 2').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await page.locator('.tab.active:not(.dirty)').waitFor();
  });

  it('comes back with what was not saved when the window does', async () => {
    await tab.field('Command-line arguments').fill('--unsaved');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    await until('the editor keeps a copy', () =>
      backups().some((copy) => copy.includes('--unsaved')),
    );
    await workbench.page.reload();
    // The whole editor starts anew.
    await tab.find(3 * patience);
    await tab.select('ServersDemo');
    await tab.holds('commandLineArgs', '--unsaved');
    assert.ok(!tab.savedText().includes('--unsaved'));
    await workbench.page.locator('.tab.active.dirty').waitFor();
  });

  it('copies the effective launch as a command for a shell', async () => {
    await tab.field('Command-line arguments').fill('--name "a b"');
    await tab.effective('a b').waitFor();
    await workbench.page.evaluate(() => navigator.clipboard.writeText(''));
    await tab.button('Copy').click();
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
    const origins = await tab.frame
      .locator('.effective li', { hasText: 'ASPNETCORE' })
      .allInnerTexts();
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
    await tab.field('Application URL 1').fill('http//nowhere');
    const problem = tab.error();
    await problem.waitFor();
    const message = await problem.locator('span').last().innerText();
    await runCommand(workbench, 'Problems: Focus on Problems View');
    const entry = workbench.page.locator('.markers-panel .monaco-list-row', { hasText: message });
    await entry.first().waitFor();
    await entry.first().dblclick();
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.page.keyboard.press('Control+j');
    await workbench.page.locator('.editor-actions [aria-label^="Open Debug Tab"]').first().click();
    await tab.find();
    await tab.select('ServersDemo');
    await tab.field('Application URL 1').fill('http://127.0.0.1:0');
    await tab.error().waitFor({ state: 'hidden' });
  });

  it('is one document with the text beside it', async () => {
    const { page } = workbench;
    await tab.save(() => true);
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
    await runCommand(workbench, 'View: Close All Editors');
    await page.locator('iframe.webview').waitFor({ state: 'detached' });
    await runCommand(workbench, 'Server Profiles: Open Debug Tab');
    await tab.find();
    await runCommand(workbench, 'View: Split Editor Right');
    // A button of the new group: the palette would lose the focus to the webview that is being made.
    const asText = '.editor-actions [aria-label^="Open launchSettings.json as Text"]';
    await page.locator('.editor-group-container.active').nth(0).locator(asText).click();
    const lines = page.locator('.monaco-editor .view-lines').last();
    await lines.waitFor();
    await tab.find();
    await tab.select('ServersDemo');
    await tab.field('URL').first().fill('beside');
    await lines.getByText('"beside"').waitFor();
    await lines.click();
    await page.keyboard.press('Control+f');
    await page.locator('.find-widget textarea').first().fill('beside');
    await page.keyboard.press('Escape');
    await page.keyboard.type('typed');
    await tab.holds('launchUrl', 'typed');
    await lines.getByText('"typed"').waitFor();
    await tab.field('URL').first().fill('');
    await lines.getByText('"typed"').waitFor({ state: 'detached' });
    await lines.click();
    await page.keyboard.press('Control+s');
    await page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
    await runCommand(workbench, 'View: Close All Editors in Group');
    await lines.waitFor({ state: 'detached' });
  });

  it('undoes what was typed last by a key of the person, too', async () => {
    const { page } = workbench;
    await runCommand(workbench, 'Preferences: Open Keyboard Shortcuts (JSON)');
    await page.locator('.tab.active', { hasText: 'keybindings.json' }).waitFor();
    await page.locator('.editor-group-container.active .monaco-editor .view-lines').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('[{ "key": "f8", "command": "undo" }]');
    await page.keyboard.press('Control+s');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'keybindings.json' }).waitFor();
    await page.locator('.tab', { hasText: 'launchSettings.json' }).click();
    await tab.find();
    const field = tab.field('Command-line arguments');
    const before = await field.inputValue();
    await field.fill('--one');
    await page.locator('.tab.active.dirty').waitFor();
    await field.fill('--one --two');
    await page.keyboard.press('F8');
    await tab.effective('--one').waitFor();
    await tab.holds('commandLineArgs', '--one');
    await page.keyboard.press('F8');
    await page.locator('.tab.active:not(.dirty)').waitFor();
    await tab.holds('commandLineArgs', before);
  });

  it('shows the first screen of a long list, and then all of it', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `profile ${index}`);
    const profiles = Object.fromEntries(names.map((name) => [name, { commandName: 'Project' }]));
    await runCommand(workbench, 'View: Close All Editors');
    await workbench.page.locator('iframe.webview').waitFor({ state: 'detached' });
    writeFileSync(tab.settingsFile, JSON.stringify({ profiles }));
    await rowOf(await showTree(workbench), 'profile 0').waitFor();
    const { page } = workbench;
    const refused: string[] = [];
    const onMessage = (message: ConsoleMessage): void => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    };
    page.on('console', onMessage);
    await runCommand(workbench, 'Server Profiles: Open Debug Tab');
    await tab.find();
    await tab.lists(names);
    assert.equal(await tab.frame.locator('.list .room').count(), 0);
    await tab.frame.getByRole('heading', { name: 'Effective Launch' }).waitFor();
    await tab.selectedRow().press('End');
    await tab.shows('profile 299');
    page.off('console', onMessage);
    assert.deepEqual(refused, []);
    assert.equal(
      await tab.frame.evaluate(() => document.activeElement?.textContent?.trim()),
      'profile 299',
    );
  });
});
