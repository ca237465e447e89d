// The packaged extension in front of a person: what the tree, the status bar and the palette show and do.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import {
  clickAction,
  listRows,
  openPalette,
  patience,
  rowOf,
  runCommand,
  showTree,
  useWorkbench,
  widenSideBar,
} from './workbench.ts';

describe('The packaged extension', () => {
  const settings = { 'remote.portsAttributes': { 'host\\.js\\W+run\\W': { label: 'Mine' } } };
  const workbench = useWorkbench('ui', { settings });
  let tree: Locator;

  const statusItem = (text: string | RegExp): Locator =>
    workbench.page.locator('.statusbar-item', { hasText: text }).first();

  /** The address that a row below the profile shows. */
  async function addressIn(row: Locator): Promise<string> {
    await row.waitFor({ timeout: patience });
    const url = /https?:\/\/\S+/.exec((await row.getAttribute('aria-label')) ?? '')?.[0];
    assert.ok(url, 'the row shows an address');
    return url;
  }

  async function body(url: string): Promise<string> {
    const response = await fetch(url);
    assert.equal(response.status, 200);
    return response.text();
  }

  it('shows the active profile in the status bar', async () => {
    await statusItem('IIS Express').waitFor();
  });

  it('lists the profiles of the project in the order of the file', async () => {
    tree = await showTree(workbench);
    await widenSideBar(workbench, 120);
    await rowOf(tree, 'ServersDemo (WebListener)').waitFor();
    const rows = await tree.getByRole('treeitem').all();
    const names = await Promise.all(rows.map((row) => row.getAttribute('aria-label')));
    assert.match(names[0]!, /^Project .*, 3 profiles$/);
    assert.deepEqual(
      names.slice(1).map((name) => name?.split(',')[0]),
      ['IIS Express', 'ServersDemo', 'ServersDemo (WebListener)'],
    );
  });

  it('runs a profile from its row, and shows where it listens', async () => {
    await clickAction(rowOf(tree, 'ServersDemo,'), 'Run Without Debugging');
    const url = await addressIn(rowOf(tree, 'Listening on http'));
    const text = await body(url);
    assert.match(text, /^Hosted by Kestrel\r\n\r\nListening on the following addresses: /);
    assert.ok(text.includes(`Request URL: ${url}`), text);
  });

  it('runs a proxied profile beside it, and shows the worker', async () => {
    await clickAction(rowOf(tree, 'IIS Express,'), 'Run Without Debugging');
    const worker = tree.getByRole('treeitem', {
      name: /^Worker, node, pid \d+, http:\/\/127\.0\.0\.1:\d+/,
    });
    await worker.waitFor({ timeout: patience });
    const listening = tree.locator('[role="treeitem"][aria-label^="Listening on http"]');
    await listening.nth(1).waitFor({ timeout: patience });
    assert.match(await body(await addressIn(listening.first())), /^Hosted by Kestrel/);
    // Project, profile, process, addresses: each process with what it listens on below it.
    const rows = tree.getByRole('treeitem');
    const outline = await rows.evaluateAll((all) =>
      all
        .sort((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']))
        .map((row) => `${row.ariaLevel} ${(row.ariaLabel ?? '').split(/,| on /)[0]}`),
    );
    assert.deepEqual(outline.slice(1), [
      ...['2 IIS Express', '3 Front end', '4 Listening', '3 Worker'],
      ...['2 ServersDemo', '3 node', '4 Listening', '2 ServersDemo (WebListener)'],
    ]);
    await workbench.page.mouse.move(900, 300);
    await workbench.page.locator('.workbench-hover').waitFor({ state: 'detached' });
    await workbench.screenshot('tree');
  });

  it('shows the port of the active profile in the status bar, and offers what can be done', async () => {
    const item = statusItem(/IIS Express :\d+/);
    await item.waitFor({ timeout: patience });
    await item.locator('a').first().click();
    await listRows(workbench).filter({ hasText: 'Stop' }).first().waitFor();
    await workbench.screenshot('statusBar');
    await workbench.page.keyboard.press('Escape');
  });

  it('has its commands in the palette under one category', async () => {
    // The list draws only the rows that it has room for, so each is looked for by its name.
    for (const name of ['Run Without Debugging', 'Debug', 'Stop', 'Stop All', 'Copy Local URL']) {
      const rows = await openPalette(workbench, `Server Profiles: ${name}`);
      assert.ok((await rows.allInnerTexts()).includes(`Server Profiles: ${name}`), name);
    }
    await openPalette(workbench, 'Server Profiles: ');
    await workbench.screenshot('palette');
    await workbench.page.keyboard.press('Escape');
  });

  it("forwards the ports of servers, as the person's own settings say, but none of a worker", async () => {
    // The editor looks for ports from time to time: with that of a server that starts now it has seen the worker's.
    const demo = (state: string): Locator => rowOf(tree, `ServersDemo, Kestrel, ${state}`);
    await clickAction(demo('listening'), 'Stop');
    await demo('stopped').waitFor({ timeout: patience });
    await clickAction(demo('stopped'), 'Run Without Debugging');
    await demo('listening').waitFor({ timeout: patience });
    const { port } = new URL(await addressIn(demo('listening')));
    await runCommand(workbench, 'Ports: Focus on Ports View');
    await runCommand(workbench, 'View: Toggle Maximized Panel');
    const ports = workbench.page.locator('.panel .monaco-list-row');
    await ports.filter({ hasText: `Mine (${port})` }).waitFor({ timeout: patience });
    const worker = new URL(await addressIn(rowOf(tree, 'Worker, node')));
    assert.equal(await ports.filter({ hasText: `/${worker.port}/` }).count(), 0);
  });

  it('stops everything, and frees the ports', async () => {
    const listening = tree.locator('[role="treeitem"][aria-label^="Listening on http"]');
    const urls = [await addressIn(listening.nth(0)), await addressIn(listening.nth(1))];
    await runCommand(workbench, 'Server Profiles: Stop All');
    await rowOf(tree, 'ServersDemo, Kestrel, stopped').waitFor({ timeout: patience });
    await rowOf(tree, 'IIS Express, IIS Express, stopped')
      .or(rowOf(tree, 'IIS Express, stopped'))
      .first()
      .waitFor({ timeout: patience });
    for (const url of urls) await assert.rejects(fetch(url), 'nothing listens there any more');
  });
});
