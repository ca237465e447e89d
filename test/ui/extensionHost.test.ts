// What is left when the editor's extension host is killed: no server, and a view that says so.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { DebugTabPage } from './debugTabPage.ts';
import {
  clickAction,
  inputBox,
  isInPalette,
  patience,
  rowOf,
  runCommand,
  showTree,
  until,
  useWorkbench,
} from './workbench.ts';

describe('After the extension host was killed', () => {
  const workbench = useWorkbench('extensionHost', { settings: { 'files.autoSave': 'off' } });
  const tab = new DebugTabPage(workbench);
  let tree: Locator;

  before(async () => {
    await tab.open();
    tree = await showTree(workbench);
  });

  const badge = (): Locator =>
    workbench.page
      .locator('.activitybar .action-item', {
        has: workbench.page.locator('a[aria-label^="Server Profiles"]'),
      })
      .locator('.badge-content');

  async function launch(profile: string): Promise<string> {
    await clickAction(rowOf(tree, `${profile},`), 'Run Without Debugging');
    const row = rowOf(tree, `${profile}, `).and(tree.locator('[aria-label*="listening"]'));
    await row.waitFor({ timeout: patience });
    const label = (await row.getAttribute('aria-label')) ?? '';
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(label) ?? assert.fail(label);
    return url;
  }

  it('nothing runs any more, and nothing looks as if it did', async () => {
    const urls = [await launch('ServersDemo'), await launch('IIS Express')];
    await badge().getByText('2', { exact: true }).waitFor();
    await tab.select('ServersDemo');
    await tab.button('Stop').waitFor();
    const started = hosts(workbench.folder);
    assert.equal(started.length, 2);
    // The focus that the form had goes back to it late, and a list that loses it closes.
    await rowOf(tree, 'ServersDemo,').click();
    await runCommand(workbench, 'Server Profiles: Filter Profiles…');
    await inputBox(workbench).fill('kestrel');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByRole('button', { name: 'Clear Filter' }).first().waitFor();
    const [extensionHost] = started.map(({ parent }) => parent);
    assert.ok(extensionHost !== undefined && extensionHost > 1);
    process.kill(extensionHost, 'SIGKILL');
    await until('the servers are gone', async () => {
      const answers = await Promise.all(urls.map(isAnswering));
      return !answers.includes(true) && hosts(workbench.folder).length === 0;
    });
    // The editor starts another one by itself.
    await badge().waitFor({ state: 'hidden' });
    await rowOf(tree, 'ServersDemo, Kestrel').waitFor();
    const labels = await tree
      .locator('[role="treeitem"]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
    assert.ok(!labels.some((label) => /listening|Listening/.test(label ?? '')), labels.join('\n'));
    await workbench.screenshot('extension host killed');
    for (const command of ['Stop All', 'Clear Filter']) {
      assert.equal(await isInPalette(workbench, command), false, command);
    }
  });

  it('profiles are launched as before', async () => {
    assert.ok(await isAnswering(await launch('ServersDemo')));
    await badge().getByText('1', { exact: true }).waitFor();
    await clickAction(rowOf(tree, 'ServersDemo,'), 'Stop');
    await badge().waitFor({ state: 'hidden' });
  });

  it('the form that was open shows what is so', async () => {
    // The page of the dead one shows a server that runs, until it is taken away.
    await until('the page is made anew', async () => {
      await tab.find();
      return tab
        .button('Run')
        .isVisible()
        .catch(() => false);
    });
    await tab.field('Command-line arguments').fill('--again');
    await tab.effective('--again').waitFor();
  });
});

/** The hosts of a folder's profiles, and the process that started each of them. */
function hosts(folder: string): { pid: number; parent: number }[] {
  const listing = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return listing
    .split('\n')
    .filter((line) => line.includes(`host.js run --project ${folder}`))
    .map((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return { pid: pid!, parent: parent! };
    });
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
