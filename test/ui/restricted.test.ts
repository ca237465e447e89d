// Restricted Mode: what is there can be seen and edited, nothing of it runs until the folder is trusted.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { DebugTabPage } from './debugTabPage.ts';
import {
  clickAction,
  isInPalette,
  patience,
  rowOf,
  runCommand,
  showTree,
  useWorkbench,
} from './workbench.ts';

describe('Restricted Mode', () => {
  const workbench = useWorkbench('restricted', {
    asksForTrust: true,
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'always',
    },
  });
  let tree: Locator;

  before(async () => {
    tree = await showTree(workbench);
  });

  const lens = (text: string): Locator =>
    workbench.page.locator('.codelens-decoration a', { hasText: text });

  /** The trust editor lies over the rest. */
  const closeTrust = (): Promise<void> =>
    workbench.page.locator('.monaco-modal-editor-block .codicon-close').last().click();

  async function leadsToTrust(): Promise<void> {
    await workbench.page
      .locator('.notification-toast', { hasText: 'Trust the workspace' })
      .getByRole('button', { name: 'Manage Workspace Trust' })
      .click();
    await workbench.page.locator('.monaco-modal-editor-block').waitFor();
    assert.equal(await tree.locator('[aria-label*="listening"]').count(), 0);
    await closeTrust();
  }

  /** The keys that launch, pressed where a person is. */
  async function keysLeadToTrust(goThere: () => Promise<void>): Promise<void> {
    for (const key of ['F5', 'Control+F5']) {
      await goThere();
      await workbench.page.keyboard.press(key);
      await leadsToTrust();
    }
  }

  it('is on, and the profiles are shown in it', async () => {
    await workbench.page
      .locator('.statusbar-item', { hasText: 'Restricted Mode' })
      .first()
      .waitFor();
    await rowOf(tree, 'ServersDemo,').waitFor();
    await workbench.screenshot('restricted');
  });

  it('offers nothing that runs code of the folder', async () => {
    await rowOf(tree, 'ServersDemo,').hover();
    const run = rowOf(tree, 'ServersDemo,').getByRole('button', { name: 'Run Without Debugging' });
    assert.ok((await run.count()) === 0 || (await run.isDisabled()));
    for (const title of [
      'Run Without Debugging',
      'Debug',
      'Run the Active Profile Without Debugging',
    ]) {
      assert.equal(await isInPalette(workbench, title), false, title);
    }
  });

  it('still opens the settings, as text and in the Debug tab', async () => {
    await runCommand(workbench, 'Server Profiles: Open Debug Tab');
    await workbench.page.locator('.tab.active', { hasText: 'launchSettings.json' }).waitFor();
    const tab = new DebugTabPage(workbench);
    await tab.find();
    const notice = tab.frame.getByRole('status').filter({ hasText: 'Trust the workspace' });
    await notice.getByText('Manage Workspace Trust').click();
    await workbench.page.locator('.monaco-modal-editor-block').waitFor();
    await closeTrust();
  });

  it('tells a person who launches all the same why that does not go', async () => {
    const item = workbench.page.locator('.statusbar-item', { hasText: 'IIS Express' }).first();
    await item.locator('a').first().click();
    await leadsToTrust();
    await keysLeadToTrust(() => rowOf(tree, 'ServersDemo,').click());
    const tab = new DebugTabPage(workbench);
    await tab.find();
    await keysLeadToTrust(() => tab.frame.locator('h1').click());
  });

  it('leads from the text to what would let profiles run', async () => {
    await runCommand(workbench, 'Server Profiles: Open launchSettings.json');
    await lens('Trust the workspace to launch').first().waitFor();
    assert.equal(await lens('Run').count(), 0);
    await keysLeadToTrust(() => workbench.page.keyboard.press('Control+1'));
  });

  it('launches once the folder is trusted', async () => {
    await runCommand(workbench, 'Workspaces: Manage Workspace Trust');
    await workbench.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
    await workbench.page
      .locator('.statusbar-item', { hasText: 'Restricted Mode' })
      .first()
      .waitFor({ state: 'detached' });
    await closeTrust();
    await lens('Run').first().waitFor();
    assert.equal(await lens('Trust the workspace').count(), 0);
    await clickAction(rowOf(tree, 'ServersDemo,'), 'Run Without Debugging');
    await rowOf(tree, 'ServersDemo, Kestrel, listening').waitFor({ timeout: patience });
  });
});
