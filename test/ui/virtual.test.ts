// A virtual workspace: profiles can be seen and edited, nothing of them runs, and the file system has no search.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { installExtension } from '../../scripts/vscode/codeServer.ts';
import { DebugTabPage } from './debugTabPage.ts';
import { packMemoryFolder } from './memoryFolder.ts';
import {
  inputBox,
  listRows,
  openPalette,
  patience,
  rowOf,
  runCommand,
  showTree,
  useWorkbench,
} from './workbench.ts';

const reason = 'it needs files on a computer, and this workspace is a virtual one.';

const settings = (profiles: object): string => JSON.stringify({ profiles }, null, 2);

const files = {
  '/shop/Properties/launchSettings.json': settings({
    web: { commandName: 'Project', launchBrowser: 'true' },
    'IIS Express': { commandName: 'IISExpress' },
  }),
  '/shop/startup.ts': 'export class Startup {}',
  '/shop/services/api/Properties/launchSettings.json': settings({
    job: { commandName: 'Executable', executablePath: 'node' },
  }),
  '/shop/node_modules/other/Properties/launchSettings.json': settings({}),
};

describe('A virtual workspace', () => {
  const workbench = useWorkbench('virtual', {
    fill: () => undefined,
    // What is typed to see completion is given up again.
    settings: { 'files.autoSave': 'off' },
    opens: () => ({ folder: 'memfs:/shop' }),
    prepare: (run) => {
      const codeServer = process.env['CODE_SERVER'] ?? '';
      installExtension(codeServer, run, packMemoryFolder(run.temporary, files));
    },
  });
  let tree: Locator;

  before(async () => {
    tree = await showTree(workbench);
  });

  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);

  it('shows its projects, and why nothing of them runs', async () => {
    await rowOf(tree, 'Project shop, 2 profiles').waitFor();
    await rowOf(tree, 'Project api, 1 profile').waitFor();
    await rowOf(tree, `web cannot run here: ${reason}`).waitFor();
    assert.equal(await tree.locator('[aria-label*="node_modules"]').count(), 0);
  });

  it('offers nothing that launches, in the palette or by F5', async () => {
    const rows = await openPalette(workbench, 'Server Profiles: ');
    const offered = await rows.allInnerTexts();
    assert.ok(offered.includes('Server Profiles: Open Debug Tab'), offered.join(', '));
    for (const title of offered) assert.doesNotMatch(title, /Run|Debug the|Debug$|Active|Stop/);
    await press('Escape');
    await press('F5');
    // The editor's own question what to debug with, not a launch of ours.
    await workbench.page.getByPlaceholder('Select debugger').waitFor();
    await press('Escape');
    assert.equal(await workbench.page.locator('.notification-toast').count(), 0);
  });

  it('has lenses, problems, hovers and completion in the text', async () => {
    const { page } = workbench;
    await runCommand(workbench, 'Server Profiles: Open launchSettings.json');
    await page
      .locator('.codelens-decoration', { hasText: `cannot run here: ${reason}` })
      .first()
      .waitFor();
    assert.equal(await page.locator('.codelens-decoration a', { hasText: /Run|Debug/ }).count(), 0);
    for (const key of ['Control+Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'End'])
      await press(key);
    await page.keyboard.type('\n"');
    await page
      .locator('.suggest-widget .monaco-list-row', { hasText: 'applicationUrl' })
      .first()
      .waitFor();
    await press('Escape');
    await runCommand(workbench, 'File: Revert File');
    await page.locator('.squiggly-warning').first().waitFor();
    await page.locator('.view-line span', { hasText: 'commandName' }).last().hover();
    await page
      .locator('.monaco-hover:visible', { hasText: 'What the profile launches.' })
      .first()
      .waitFor();
  });

  it('is edited in the Debug tab', async () => {
    const tab = new DebugTabPage(workbench);
    await tab.open();
    await tab.frame.getByText(`This profile cannot run here: ${reason}`).waitFor();
    assert.ok(await tab.button('Run').isDisabled());
    await tab.field('Command-line arguments').fill('--fast');
    await press('Tab');
    await press('Control+S');
    await runCommand(workbench, 'Server Profiles: Open launchSettings.json as Text');
    await workbench.page
      .locator('.view-line', { hasText: '"commandLineArgs": "--fast"' })
      .waitFor();
    // The text takes the focus a moment later, and with it closes a palette that is open by then.
    await workbench.page.locator('.editor-instance .monaco-editor.focused').waitFor();
  });

  it('is searched no longer than the person wants', async () => {
    await runCommand(workbench, 'Memory Folder: Hold');
    await runCommand(workbench, 'Server Profiles: Refresh');
    const toast = workbench.page.locator('.notification-toast', {
      hasText: 'Looking for projects…',
    });
    await toast.getByRole('button', { name: 'Cancel' }).click({ timeout: patience });
    await toast.waitFor({ state: 'detached' });
    await rowOf(tree, 'Project shop, 2 profiles').waitFor();
    await runCommand(workbench, 'Memory Folder: Release');
  });

  it('gets new profiles', async () => {
    const title = (step: string): Locator =>
      workbench.page.locator('.quick-input-title', { hasText: step });
    await runCommand(workbench, 'Server Profiles: New Profile…');
    await listRows(workbench).filter({ hasText: 'services/api' }).first().click();
    await title('(1 of').waitFor();
    await listRows(workbench).filter({ hasText: 'Any program' }).first().click();
    await title('(2 of 3)').waitFor();
    await inputBox(workbench).fill('tool');
    await press('Enter');
    await title('(3 of 3)').waitFor();
    await press('Enter');
    await rowOf(tree, `tool cannot run here: ${reason}`).waitFor();
  });
});
