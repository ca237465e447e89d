// The status bar item, the picker of the active profile and the keys that launch it.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { DebugTabPage } from './debugTabPage.ts';
import {
  isInPalette,
  listRows,
  openPalette,
  patience,
  rowOf,
  runCommand,
  showTree,
  until,
  useWorkbench,
} from './workbench.ts';

describe('The active profile', () => {
  const workbench = useWorkbench('keys');
  before(() => item('IIS Express').waitFor({ timeout: patience }));

  const item = (text: string | RegExp): Locator =>
    workbench.page.locator(
      '.statusbar-item[id="server-profiles.server-profiles.serverProfiles.active"]',
      { hasText: text },
    );
  const rows = (): Locator => listRows(workbench);
  /** Names in the list from top to bottom; the editor uses rows again in any order. */
  const labels = (): Promise<string[]> =>
    rows().evaluateAll((found) =>
      found
        .filter((one) => one.checkVisibility())
        .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((one) => one.querySelector('.label-name')?.textContent?.trim() ?? '')
        .filter((name) => name !== ''),
    );
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);

  it('has no commands in the palette that make no sense yet', async () => {
    for (const title of [
      'Stop',
      'Restart',
      'Copy Local URL',
      'Clear Filter',
      'Show Output',
      'Act on the Selected Profile',
    ]) {
      assert.equal(await isInPalette(workbench, title), false, title);
    }
    for (const title of [
      'Run Without Debugging',
      'New Profile…',
      'New Project…',
      'Select Active Profile…',
    ]) {
      assert.equal(await isInPalette(workbench, title), true, title);
    }
  });

  it('is selected without being started', async () => {
    await runCommand(workbench, 'Server Profiles: Select Active Profile…');
    await rows().filter({ hasText: 'WebListener' }).first().waitFor();
    // Its server is its name, which is not said twice.
    const proxied = await rows().filter({ hasText: 'IIS Express' }).first().innerText();
    assert.equal(proxied.match(/IIS Express/g)?.length, 1, proxied);
    await press('Escape');
    await runCommand(workbench, 'Server Profiles: Select Active Profile…');
    await rows()
      .filter({ hasText: /^ServersDemo/ })
      .first()
      .click();
    await item(/^\s*ServersDemo\s*$/).waitFor();
    assert.match((await item('ServersDemo').getAttribute('aria-label')) ?? '', /is not running/);
  });

  it('leads the list the next time, as the one used last', async () => {
    await runCommand(workbench, 'Server Profiles: Select Active Profile…');
    await workbench.page
      .locator('.quick-input-list-separator', { hasText: 'recently used' })
      .waitFor();
    // The palette's own rows go a moment later.
    await until('the picker is shown', async () =>
      (await labels()).every((name) => !name.startsWith('Server Profiles')),
    );
    assert.equal((await labels())[0], 'ServersDemo');
    await workbench.screenshot('picker');
    await press('Escape');
  });

  it('starts under the debugger by F5, and stops by Shift+F5', async () => {
    await press('F5');
    await item(/ServersDemo :\d+/).waitFor({ timeout: patience });
    const tree = await showTree(workbench);
    await rowOf(tree, 'ServersDemo, Kestrel, listening, debugging').waitFor();
    await press('Shift+F5');
    await item(/^\s*ServersDemo\s*$/).waitFor({ timeout: patience });
  });

  it('starts without the debugger by Ctrl+F5, restarts by Ctrl+Shift+F5, and stops by Shift+F5', async () => {
    await press('Control+F5');
    await item(/ServersDemo :\d+/).waitFor({ timeout: patience });
    const first = await item('ServersDemo').innerText();
    await press('Control+Shift+F5');
    await workbench.page.waitForFunction(
      ([id, before]) => {
        const text = document.getElementById(id!)?.textContent ?? '';
        return /:\d+/.test(text) && text.trim() !== before;
      },
      ['server-profiles.server-profiles.serverProfiles.active', first.trim()],
      { timeout: patience },
    );
    await press('Shift+F5');
    await item(/^\s*ServersDemo\s*$/).waitFor({ timeout: patience });
  });

  /** What the keys do for another profile than the active one, which is debugged meanwhile. */
  async function keysOfOther(tree: Locator, goThere: () => Promise<void>): Promise<void> {
    const express = (state: string): Locator => rowOf(tree, `IIS Express, IIS Express, ${state}`);
    const worker = rowOf(tree, 'Worker,');
    await goThere();
    await press('Control+F5');
    await express('listening').waitFor({ timeout: patience });
    await worker.waitFor();
    const first = await worker.getAttribute('aria-label');
    await goThere();
    await press('Control+Shift+F5');
    await until('it has another worker', async () => {
      const [present] = await worker.evaluateAll((found) =>
        found.map((row) => row.getAttribute('aria-label')),
      );
      return present !== undefined && present !== first;
    });
    await express('listening').waitFor({ timeout: patience });
    await goThere();
    await press('Shift+F5');
    await express('stopped').waitFor({ timeout: patience });
    assert.equal(await rowOf(tree, 'ServersDemo, Kestrel, listening, debugging').count(), 1);
  }

  it('leaves the keys to the row that a person is in, also while it is debugged', async () => {
    const tree = await showTree(workbench);
    const active = (state: string): Locator => rowOf(tree, `ServersDemo, Kestrel, ${state}`);
    await press('F5');
    await active('listening, debugging').waitFor({ timeout: patience });
    await keysOfOther(tree, () => rowOf(tree, 'IIS Express,').locator('.label-name').click());
    // Of what does not run they are the editor's: what is debugged is restarted and stopped.
    const first = await active('listening, debugging').getAttribute('aria-label');
    await press('Control+Shift+F5');
    await until('what is debugged listens on another port', async () => {
      const label = await rowOf(tree, 'ServersDemo,').getAttribute('aria-label');
      return /listening, debugging/.test(label ?? '') && label !== first;
    });
    await press('Shift+F5');
    await active('stopped').waitFor({ timeout: patience });
  });

  it('leaves them to the profile of the Debug tab, too', async () => {
    const tree = await showTree(workbench);
    await rowOf(tree, 'ServersDemo,').locator('.label-name').click();
    await press('F5');
    await rowOf(tree, 'ServersDemo, Kestrel, listening, debugging').waitFor({ timeout: patience });
    const tab = new DebugTabPage(workbench);
    await tab.open();
    await tab.select('IIS Express');
    await keysOfOther(tree, () => tab.frame.locator('h1').click());
    // Whoever is somewhere else means what is debugged, whatever the tab shows.
    await tab.frame.locator('h1').click();
    await press('Control+F5');
    await rowOf(tree, 'IIS Express, IIS Express, listening').waitFor({ timeout: patience });
    await runCommand(workbench, 'Debug Console: Focus on Debug Console View');
    await workbench.page.locator('.repl-input-wrapper .monaco-editor.focused').waitFor();
    await press('Shift+F5');
    await rowOf(tree, 'ServersDemo, Kestrel, stopped').waitFor({ timeout: patience });
    await rowOf(tree, 'IIS Express, IIS Express, listening').waitFor();
    await tab.frame.locator('h1').click();
    await press('Shift+F5');
    await rowOf(tree, 'IIS Express, IIS Express, stopped').waitFor({ timeout: patience });
    await runCommand(workbench, 'View: Close All Editors');
  });

  it('is meant by the keys on the row of a project', async () => {
    const tree = await showTree(workbench);
    await tree.locator('[role="treeitem"][aria-level="1"]').first().locator('.label-name').click();
    await press('Control+F5');
    await rowOf(tree, 'ServersDemo, Kestrel, listening').waitFor({ timeout: patience });
    await press('Shift+F5');
    await rowOf(tree, 'ServersDemo, Kestrel, stopped').waitFor({ timeout: patience });
  });

  it('is launched by a click on the status bar, which then offers what can be done', async () => {
    await item('ServersDemo').locator('a').first().click();
    await item(/ServersDemo :\d+/).waitFor({ timeout: patience });
    await item('ServersDemo').locator('a').first().click();
    await rows().filter({ hasText: 'Stop' }).first().waitFor();
    const offered = (await rows().allInnerTexts()).map((text) => text.trim());
    for (const action of [
      'Open in Browser',
      'Copy Local URL',
      'Copy External URL',
      'Restart',
      'Stop',
      'Show Output',
    ]) {
      assert.ok(
        offered.some((text) => text.startsWith(action)),
        `${action} in ${offered.join(', ')}`,
      );
    }
    await rows().filter({ hasText: 'Stop' }).first().click();
    await item(/^\s*ServersDemo\s*$/).waitFor({ timeout: patience });
  });

  it('can be run and debugged from the picker', async () => {
    await runCommand(workbench, 'Server Profiles: Select Active Profile…');
    const express = rows().filter({ hasText: 'IIS Express' }).first();
    await express.hover();
    await express.getByRole('button', { name: 'Run Without Debugging' }).click();
    await item(/IIS Express :\d+/).waitFor({ timeout: patience });
    await openPalette(workbench, 'Server Profiles: Stop All');
    await press('Enter');
    await item(/^\s*IIS Express\s*$/).waitFor({ timeout: patience });
  });
});
