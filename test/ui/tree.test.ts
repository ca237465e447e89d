// The tree as a person uses it: drag, keys, filter, what helps after a failure, and the way to addresses.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import {
  chooseInMenu,
  clickAction,
  inputBox,
  listRows,
  patience,
  rowOf,
  runCommand,
  showTree,
  until,
  useWorkbench,
  widenSideBar,
} from './workbench.ts';

describe('The tree', () => {
  let port: number;
  const holder = createServer();
  before(async () => {
    await once(holder.listen(0, '127.0.0.1'), 'listening');
    ({ port } = holder.address() as AddressInfo);
  });
  after(() => holder.close());

  const workbench = useWorkbench('tree', { fill: (folder) => fill(folder, port) });
  let tree: Locator;
  before(async () => {
    tree = await showTree(workbench);
    await widenSideBar(workbench, 200);
  });
  const file = (): string => join(workbench.folder, 'Properties', 'launchSettings.json');
  /** None while the editor is writing the file, which empties it first. */
  function namesInFile(): string[] {
    const text = readFileSync(file(), 'utf8');
    if (!text.endsWith('}')) return [];
    return Object.keys((JSON.parse(text) as { profiles: object }).profiles);
  }
  const row = (name: string): Locator => rowOf(tree, name);
  const input = (): Locator => inputBox(workbench);

  /** Names of the profiles as the tree shows them. */
  async function namesInTree(): Promise<string[]> {
    const labels = await tree
      .getByRole('treeitem')
      .evaluateAll((rows) => rows.map((one) => one.getAttribute('aria-label') ?? ''));
    return labels.slice(1).map((label) => label.split(',')[0] ?? '');
  }

  /** Waits until the file and the tree have the profiles in this order: a click before that may hit another row. */
  async function expectOrder(...names: string[]): Promise<void> {
    const wanted = names.join();
    await until(
      async () =>
        `${wanted} in the file (${namesInFile().join()}) and the tree (${(await namesInTree()).join()})`,
      async () => namesInFile().join() === wanted && (await namesInTree()).join() === wanted,
    );
  }

  it('moves a profile that is dragged onto another one', async () => {
    await row('third,').dragTo(row('first,'));
    await expectOrder('third', 'first', 'second', 'taken');
  });

  it('moves, renames and deletes the selected profile by keys', async () => {
    await row('third,').click();
    await workbench.page.keyboard.press('Alt+ArrowDown');
    await expectOrder('first', 'third', 'second', 'taken');
    await row('second,').click();
    await workbench.page.keyboard.press('F2');
    await input().waitFor();
    await input().fill('last');
    await workbench.page.keyboard.press('Enter');
    await expectOrder('first', 'third', 'last', 'taken');
    await row('third,').click();
    await workbench.page.keyboard.press('Delete');
    await workbench.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expectOrder('first', 'last', 'taken');
  });

  it('runs the profile that arrow keys lead to by Ctrl+F5, and stops it by Shift+F5', async () => {
    await row('first,').click();
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Control+F5');
    await row('last, Kestrel, listening').waitFor({ timeout: patience });
    await row('Listening on http').waitFor();
    // The row of an address stands for its profile.
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Shift+F5');
    await row('last, Kestrel, stopped').waitFor({ timeout: patience });
  });

  it('shows only what passes a filter, says so, and shows all again', async () => {
    await runCommand(workbench, 'Server Profiles: Filter Profiles…');
    await input().fill('LAST');
    await row('first,').waitFor({ state: 'detached' });
    await workbench.page.keyboard.press('Enter');
    await row('last,').waitFor();
    const message = workbench.page.locator('.tree-explorer-viewlet-tree-view .message');
    await message.getByText('1 of 3 profiles: “LAST”').waitFor();
    await workbench.screenshot('tree filtered');
    await workbench.page.getByRole('button', { name: 'Clear Filter' }).first().click();
    await row('first,').waitFor();
  });

  it('says why a filter leaves nothing, with the way back', async () => {
    await runCommand(workbench, 'Server Profiles: Filter Profiles…');
    await listRows(workbench).filter({ hasText: 'Only Running' }).first().click();
    await workbench.page.getByText('No profile matches the filter.').waitFor();
    await workbench.page.getByRole('button', { name: 'Clear Filter' }).last().click();
    await row('first,').waitFor();
  });

  it('gives up a filter by Escape', async () => {
    await runCommand(workbench, 'Server Profiles: Filter Profiles…');
    await input().fill('last');
    await row('first,').waitFor({ state: 'detached' });
    await workbench.page.keyboard.press('Escape');
    await row('first,').waitFor();
  });

  it('keeps the chosen state while a person types', async () => {
    await runCommand(workbench, 'Server Profiles: Filter Profiles…');
    await input().waitFor();
    await workbench.page.keyboard.press('ArrowDown');
    await row('first,').waitFor({ state: 'detached' });
    await input().pressSequentially('taken');
    await workbench.page.keyboard.press('Enter');
    await input().waitFor({ state: 'hidden' });
    // Had it forgotten the state, the profile of that name would be there.
    await workbench.page.getByText('No profile matches the filter.').waitFor();
    await workbench.page.getByRole('button', { name: 'Clear Filter' }).last().click();
    await row('first,').waitFor();
  });

  it('comes into sight for a filter', async () => {
    await runCommand(workbench, 'View: Show Explorer');
    await row('first,').waitFor({ state: 'hidden' });
    await runCommand(workbench, 'Server Profiles: Filter Profiles…');
    await row('first,').waitFor();
    await input().waitFor();
    await workbench.page.keyboard.press('Escape');
    await row('first,').waitFor();
  });

  it('deletes a profile of a file that is in sight without a question, and brings it back by undo', async () => {
    await chooseInMenu(workbench, row('first,'), 'Open launchSettings.json');
    await workbench.page.locator('.editor-instance .view-line').first().waitFor();
    await row('last,').click();
    await workbench.page.keyboard.press('Delete');
    await expectOrder('first', 'taken');
    await workbench.page.locator('.editor-instance .view-line').first().click();
    await workbench.page.keyboard.press('Control+Z');
    await workbench.page.keyboard.press('Control+S');
    await expectOrder('first', 'last', 'taken');
  });

  it('tells why a profile is not running, with what would help', async () => {
    await clickAction(row('taken,'), 'Run Without Debugging');
    const failure = row('Why it is not running');
    await failure.waitFor({ timeout: patience });
    assert.match(
      (await failure.getAttribute('aria-label')) ?? '',
      new RegExp(`Port ${port} is in use`),
    );
    for (const action of [
      'Launch Once on a Free Port',
      'Change applicationUrl',
      'Try Again',
      'Show Output',
    ]) {
      await row(action).waitFor();
    }
    await workbench.screenshot('tree failure');
  });

  it('opens the settings where the failure comes from', async () => {
    await row('Change applicationUrl').click();
    const { length } = `"http://127.0.0.1:${port}"`;
    const selected = workbench.page.locator('.statusbar-item', { hasText: `(${length} selected)` });
    await selected.first().waitFor();
  });

  it('launches once on a free port', async () => {
    await row('Launch Once on a Free Port').click();
    await row('taken, Kestrel, listening').waitFor({ timeout: patience });
    const label = (await row('Listening on http').getAttribute('aria-label')) ?? '';
    const url = /https?:\/\/\S+/.exec(label)?.[0] ?? '';
    assert.notEqual(new URL(url).port, String(port));
    assert.equal(await (await fetch(url)).text(), 'Hello');
  });

  it('redraws the row of a server that changes, and no other', async () => {
    await workbench.page.evaluate(() => {
      const rows = [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')];
      for (const one of rows) one.dataset['kept'] = one.getAttribute('aria-label') ?? '';
      const touched = new Set<string>();
      Object.assign(globalThis, { touched });
      const observer = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          const label = element
            ?.closest<HTMLElement>(
              '[role="treeitem"] .monaco-icon-label, [role="treeitem"] .custom-view-tree-node-item-icon',
            )
            ?.closest<HTMLElement>('[role="treeitem"]')?.dataset['kept'];
          if (label) touched.add(label);
        }
      });
      const options = { childList: true, subtree: true, characterData: true, attributes: true };
      for (const one of rows) observer.observe(one, options);
    });
    await clickAction(row('first,'), 'Run Without Debugging');
    await row('first, Kestrel, listening').waitFor({ timeout: patience });
    const touched = await workbench.page.evaluate(() => [
      ...(globalThis as unknown as { touched: Set<string> }).touched,
    ]);
    assert.ok(
      touched.some((label) => label.startsWith('first,')),
      touched.join('\n'),
    );
    assert.ok(!touched.some((label) => label.startsWith('last,')), touched.join('\n'));
    assert.ok(!touched.some((label) => label.startsWith('Project')), touched.join('\n'));
  });

  /** What the clipboard has once it is something else. */
  async function clipboardAfter(known: string): Promise<string> {
    let text = known;
    await until('the clipboard has something else', async () => {
      text = await workbench.page.evaluate(() => navigator.clipboard.readText());
      return text !== known;
    });
    return text;
  }

  it('copies the local and the external URL of an address', async () => {
    const label = (await row('Listening on http').getAttribute('aria-label')) ?? '';
    const url = /https?:\/\/\S+/.exec(label)?.[0] ?? '';
    // Two servers listen by now: a row that is drawn again may come first or last among the elements.
    const address = row(label);
    let copied = '';
    for (const [title, isLocal] of [
      ['Copy Local URL', true],
      ['Copy External URL', false],
    ] as const) {
      await chooseInMenu(workbench, address, title);
      copied = await clipboardAfter(copied);
      if (isLocal) assert.equal(copied, url);
      // code-server forwards ports under a path of its own address.
      else assert.ok(copied.endsWith(`/proxy/${new URL(url).port}/`), copied);
    }
    assert.equal(await (await fetch(copied)).text(), 'Hello');
  });

  it('opens a page in the system browser with its query as it is in the settings', async () => {
    const opened = workbench.page.context().waitForEvent('page', { timeout: patience });
    await chooseInMenu(workbench, row('first,'), 'Open in System Browser');
    const page = await opened;
    // The server answers whatever it is asked.
    await page.getByText('Hello').waitFor();
    assert.ok(page.url().endsWith(`/${launchUrl}`), page.url());
    await page.close();
  });

  it('opens an address in the integrated browser', async () => {
    await chooseInMenu(workbench, row('Listening on http'), 'Open in Integrated Browser');
    await workbench.page.locator('.tab', { hasText: 'Simple Browser' }).first().waitFor();
  });
});

/** What is encoded in it has to stay so. */
const launchUrl = 'login?returnUrl=%2Forders%3Fid%3D1%26tab%3D2&t=a%2Bb';

function fill(folder: string, port: number): void {
  const web = (applicationUrl: string): object => ({ commandName: 'Project', applicationUrl });
  const any = 'http://127.0.0.1:0';
  const profiles = {
    first: { ...web(any), launchUrl },
    second: web(any),
    third: web(any),
    taken: web(`http://127.0.0.1:${port}`),
  };
  mkdirSync(join(folder, 'Properties'));
  writeFileSync(
    join(folder, 'Properties', 'launchSettings.json'),
    JSON.stringify({ profiles }, undefined, 2),
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'startup.js'),
    "export class Startup { configure(app) { app.run((context) => context.response.write('Hello')); } }",
  );
}
