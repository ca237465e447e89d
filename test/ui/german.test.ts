// The extension in a German VS Code: texts of the manifest and of the code alike.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { DebugTabPage } from './debugTabPage.ts';
import { installLanguagePack } from './languagePack.ts';
import {
  chooseInMenu,
  clickAction,
  inputBox,
  openPalette,
  patience,
  rowOf,
  runCommand,
  until,
  useWorkbench,
  widenSideBar,
} from './workbench.ts';

describe('The extension in German', () => {
  const workbench = useWorkbench('german', {
    locale: 'de',
    prepare: (run) => installLanguagePack(run, 'de'),
  });

  const tree = (): Locator => workbench.page.getByRole('tree', { name: 'Profile', exact: true });

  function addProfile(name: string, profile: object): void {
    const file = join(workbench.folder, 'Properties', 'launchSettings.json');
    const settings = JSON.parse(readFileSync(file, 'utf8')) as { profiles: Record<string, object> };
    settings.profiles[name] = profile;
    writeFileSync(file, JSON.stringify(settings, null, 2));
  }

  it('has German texts of the manifest', async () => {
    const { page } = workbench;
    await page.locator('.activitybar a[aria-label="Server Profiles"]').click();
    // A command is in the palette once it can be of use.
    await rowOf(tree(), 'ServersDemo, Kestrel').waitFor({ timeout: patience });
    await openPalette(workbench, 'Server Profiles: Ohne Debuggen starten');
    await page.keyboard.press('Escape');
  });

  it('has German texts of the code', async () => {
    const project = rowOf(tree(), 'Projekt');
    await project.waitFor();
    assert.match((await project.getAttribute('aria-label')) ?? '', /3 Profile$/);
    await rowOf(tree(), 'ServersDemo, Kestrel, beendet').waitFor();
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
    const { page } = workbench;
    addProfile('falsch', { commandName: 'project', launchBrowser: 5 });

    const reason = '„project“ ist kein Startbefehl. Meinten Sie „Project“?';
    await rowOf(tree(), `falsch kann hier nicht ausgeführt werden: ${reason}`).waitFor();
    await page.keyboard.press('Control+Shift+M');
    const problems = page.locator('.markers-panel [role="treeitem"]');
    await problems.filter({ hasText: reason }).waitFor();
    await problems
      .filter({ hasText: 'launchBrowser muss true oder false sein; hier steht: eine Zahl.' })
      .waitFor();
    await workbench.screenshot('german findings');
  });

  describe('when a port is in use', () => {
    let holder: Server;
    let port: number;
    let why: RegExp;
    const help =
      'Beenden Sie diesen Prozess, oder wählen Sie für dieses Profil einen anderen Port.';

    before(async () => {
      holder = createServer().listen(0, '127.0.0.1');
      await once(holder, 'listening');
      ({ port } = holder.address() as AddressInfo);
      why = new RegExp(`Port ${port} wird von .+ benutzt\\.`);
      addProfile('belegt', {
        commandName: 'Project',
        applicationUrl: `http://127.0.0.1:${port}`,
      });
    });

    after(() => holder?.close());

    it('says why in the tree, and what would help', async () => {
      await widenSideBar(workbench, 200);
      await clickAction(rowOf(tree(), 'belegt,'), 'Ohne Debuggen starten');
      const failure = rowOf(tree(), 'Warum es nicht läuft');
      await failure.waitFor({ timeout: patience });
      const label = (await failure.getAttribute('aria-label')) ?? '';
      assert.match(label, why);
      assert.ok(label.endsWith(help), label);
      for (const row of [
        help,
        'Einmal auf einem freien Port starten',
        'applicationUrl ändern',
        'Ausgabe anzeigen',
      ]) {
        await rowOf(tree(), row).waitFor();
      }
      await workbench.screenshot('german failure');
    });

    it('says it in the status bar', async () => {
      await chooseInMenu(workbench, rowOf(tree(), 'belegt,'), 'Als aktives Profil festlegen');
      const item = workbench.page.locator(
        '[id="server-profiles.server-profiles.serverProfiles.active"]',
      );
      const label = async (): Promise<string> => (await item.getAttribute('aria-label')) ?? '';
      await until(label, async () => why.test(await label()));
    });

    it('says it above the profile in the text', async () => {
      const { page } = workbench;
      await rowOf(tree(), 'applicationUrl ändern').click();
      const lens = page.locator('.codelens-decoration a', { hasText: why });
      await lens.first().waitFor();
      await workbench.screenshot('german lenses');
    });

    it('says it in the Debug tab', async () => {
      await runCommand(workbench, 'Server Profiles: Debug-Tab öffnen');
      const tab = new DebugTabPage(workbench);
      await tab.find();
      await tab.row('belegt').click();
      await tab.shows('belegt');
      await tab.frame.getByText(why).first().waitFor();
      await tab.frame.getByText(help).first().waitFor();
      await workbench.screenshot('german debug tab');
    });
  });

  it('describes the properties of a profile in German', async () => {
    const { page } = workbench;
    await runCommand(workbench, 'Server Profiles: launchSettings.json öffnen');
    await page.locator('.view-line').getByText('"applicationUrl"').last().click();
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover-content', { hasText: 'Effektiv:' }).first();
    await hover.waitFor();
    const text = await hover.innerText();
    assert.match(text, /\(Herkunft: (Anwendungs-URLs|gemeinsame Einstellungen)\)/);
    // From the schema, by VS Code's own JSON service.
    assert.match(text, /Adressen, durch „;“ getrennt\./);
    await workbench.screenshot('german hover');
  });

  it('refuses in German, with what would help', async () => {
    const file = join(workbench.folder, 'Properties', 'launchSettings.json');
    const settings = readFileSync(file, 'utf8');
    writeFileSync(file, settings.replace('"profiles":', '"profiles"'));
    await runCommand(workbench, 'Server Profiles: Neues Profil…');
    const toast = workbench.page.locator('.notification-toast', {
      hasText:
        /launchSettings\.json, Zeile \d+: Hier fehlt ein Doppelpunkt\. Beheben Sie das zuerst\./,
    });
    await toast.waitFor();
    await workbench.screenshot('german refusal');
  });
});
