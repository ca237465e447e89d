// The extension in a German VS Code: texts of the manifest and of the code alike.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { installLanguagePack } from './languagePack.ts';
import { inputBox, openPalette, patience, rowOf, useWorkbench } from './workbench.ts';

describe('The extension in German', () => {
  const workbench = useWorkbench('german', {
    locale: 'de',
    prepare: (run) => installLanguagePack(run, 'de'),
  });

  it('has German texts of the manifest', async () => {
    const { page } = workbench;
    await page.locator('.activitybar a[aria-label="Server Profiles"]').click();
    await page.getByRole('tree', { name: 'Profile', exact: true }).waitFor({ timeout: patience });
    await openPalette(workbench, 'Server Profiles: Ohne Debuggen starten');
    await page.keyboard.press('Escape');
  });

  it('has German texts of the code', async () => {
    const tree = workbench.page.getByRole('tree', { name: 'Profile', exact: true });
    await rowOf(tree, 'Projekt').waitFor();
    assert.match((await rowOf(tree, 'Projekt').getAttribute('aria-label')) ?? '', /3 Profile$/);
    await rowOf(tree, 'ServersDemo, Kestrel, beendet').waitFor();
    await workbench.screenshot('german');
  });

  it('asks in German', async () => {
    const { page } = workbench;
    await page.keyboard.press('F1');
    await inputBox(workbench).fill('>Server Profiles: Neues Profil…');
    await page.keyboard.press('Enter');
    await page
      .locator('.quick-input-title', { hasText: /^Neues Profil \(1 von \d\)$/ })
      .waitFor({ timeout: patience });
    await page.keyboard.press('Escape');
  });

  it('says in German what is wrong in the settings', async () => {
    const { page, folder } = workbench;
    const file = join(folder, 'Properties', 'launchSettings.json');
    const settings = JSON.parse(readFileSync(file, 'utf8')) as { profiles: Record<string, object> };
    settings.profiles['falsch'] = { commandName: 'project', launchBrowser: 5 };
    writeFileSync(file, JSON.stringify(settings, null, 2));

    const reason = '„project“ ist kein Startbefehl. Meinten Sie „Project“?';
    const tree = page.getByRole('tree', { name: 'Profile', exact: true });
    await rowOf(tree, `falsch kann hier nicht laufen: ${reason}`).waitFor();
    await page.keyboard.press('Control+Shift+M');
    const problems = page.locator('.markers-panel [role="treeitem"]');
    await problems.filter({ hasText: reason }).waitFor();
    await problems
      .filter({ hasText: 'launchBrowser muss true oder false sein; hier steht: eine Zahl.' })
      .waitFor();
    await workbench.screenshot('german findings');
  });
});
