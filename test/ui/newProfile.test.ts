// New profiles and projects, asked for step by step, in a folder that has none of them yet.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import {
  clickAction,
  listRows,
  patience,
  rowOf,
  runCommand,
  showTree,
  until,
  useWorkbench,
} from './workbench.ts';

describe('A folder without profiles', () => {
  const workbench = useWorkbench('new', {
    fill: (folder) => writeFileSync(join(folder, 'server.js'), program),
  });
  before(() => workbench.page.locator('.activitybar a[aria-label="Server Profiles"]').click());

  const widget = (): Locator => workbench.page.locator('.quick-input-widget');
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);

  /** Waits for a step by its place. */
  async function step(title: string): Promise<void> {
    await widget().locator('.quick-input-title', { hasText: title }).waitFor();
  }

  async function answer(text: string): Promise<void> {
    await widget().locator('input.input').first().fill(text);
    await press('Enter');
  }

  async function choose(label: string): Promise<void> {
    await listRows(workbench).filter({ hasText: label }).first().click();
  }

  const settings = (folder = ''): { profiles: Record<string, Record<string, unknown>> } =>
    JSON.parse(
      readFileSync(join(workbench.folder, folder, 'Properties', 'launchSettings.json'), 'utf8'),
    ) as { profiles: Record<string, Record<string, unknown>> };

  it('has one action: to add a profile', async () => {
    const welcome = workbench.page.locator('.welcome-view-content .monaco-button');
    await welcome.first().waitFor({ timeout: patience });
    assert.deepEqual(await welcome.allInnerTexts(), ['Add a Profile']);
    await workbench.screenshot('welcome');
    await welcome.first().click();
    await step('New Profile (1 of ');
  });

  it('offers a new app where there is none, which would not run otherwise', async () => {
    const row = (text: string): Locator => listRows(workbench).filter({ hasText: text }).first();
    await row('Project').getByText('There is no app in this folder yet').waitFor();
    await row('New App…').click();
    await step('New Project (1 of ');
    await press('Escape');
    await workbench.page.locator('.welcome-view-content .monaco-button').first().click();
    await step('New Profile (1 of ');
  });

  it('counts the steps, goes back, and forgets no answer', async () => {
    await choose('Executable behind a Server');
    await step('New Profile (2 of 4)');
    await answer('shop');
    await step('New Profile (3 of 4)');
    await widget().getByRole('button', { name: 'Back' }).click();
    await step('New Profile (2 of 4)');
    assert.equal(await widget().locator('input.input').first().inputValue(), 'shop');
    await workbench.screenshot('new profile');
    await press('Enter');
  });

  it('says what is wrong with an answer, and waits for a better one', async () => {
    await step('New Profile (3 of 4)');
    await answer('node server.js');
    await step('New Profile (4 of 4)');
    await answer('localhost:5000');
    await widget().getByText('localhost:5000', { exact: false }).last().waitFor();
    await step('New Profile (4 of 4)');
    await answer('http://127.0.0.1:0');
  });

  it('writes the file, and shows the profile in it and in the tree', async () => {
    await until('the file is written', () => existsSync(join(workbench.folder, 'Properties')));
    const tree = await showTree(workbench);
    await rowOf(tree, 'shop,').waitFor();
    await workbench.page.locator('.tab.active', { hasText: 'launchSettings.json' }).waitFor();
    await until('the profile is saved', () => 'shop' in settings().profiles);
    const written = settings().profiles['shop'];
    assert.deepEqual(
      [written?.['executablePath'], written?.['commandLineArgs'], written?.['server']],
      ['node', 'server.js', 'proxied'],
    );
  });

  it('refuses a name that is taken, whatever its case, and an empty one', async () => {
    await runCommand(workbench, 'Server Profiles: New Profile…');
    await choose('Any program');
    await step('New Profile (2 of 3)');
    for (const [name, problem] of [
      ['SHOP', 'There is a profile "shop" already'],
      [' ', 'A profile needs a name.'],
    ] as const) {
      await answer(name);
      await widget().getByText(problem).waitFor();
    }
    await press('Escape');
    assert.deepEqual(Object.keys(settings().profiles), ['shop']);
  });

  it('makes a JavaScript project in a folder of its own, which runs', async () => {
    await runCommand(workbench, 'Server Profiles: New Project…');
    await choose('JavaScript App');
    await step('New Project (2 of 4)');
    await answer('store');
    await step('New Project (3 of 4)');
    await choose('/store');
    await step('New Project (4 of 4)');
    await workbench.screenshot('new project');
    await press('Enter');
    await workbench.page.locator('.tab.active', { hasText: 'startup.js' }).waitFor();
    assert.deepEqual(Object.keys(settings('store').profiles), ['IIS Express', 'store']);
    const tree = await showTree(workbench);
    await rowOf(tree, 'store,').waitFor();
    await clickAction(rowOf(tree, 'store,'), 'Run Without Debugging');
    await rowOf(tree, 'store, Kestrel, listening').waitFor({ timeout: patience });
    const url = settings('store').profiles['store']?.['applicationUrl'];
    const page = await fetch(String(url));
    assert.match(await page.text(), /<h1>store<\/h1>/);
    assert.equal(await (await fetch(`${String(url)}/hello`)).text(), 'Hello from /hello');
  });

  it('overwrites nothing, and says what is in the way', async () => {
    writeFileSync(join(workbench.folder, 'store', 'startup.js'), '// mine\n');
    await runCommand(workbench, 'Server Profiles: New Project…');
    await choose('JavaScript App');
    await step('New Project (2 of 4)');
    await answer('store');
    await step('New Project (3 of 4)');
    await choose('/store');
    await step('New Project (4 of 4)');
    await press('Enter');
    const message = workbench.page.locator('.notification-toast', {
      hasText: 'Nothing was changed',
    });
    await message.waitFor();
    assert.match(await message.innerText(), /startup\.js, Properties\/launchSettings\.json/);
    assert.equal(readFileSync(join(workbench.folder, 'store', 'startup.js'), 'utf8'), '// mine\n');
  });
});

const program = `require('node:http')
  .createServer((request, response) => response.end('Hello'))
  .listen(process.env.PORT);
`;
