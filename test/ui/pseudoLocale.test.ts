// The extension in a language that marks every text of ours: what a person sees and has no mark went past translation, and a
// mark within a mark was put together from pieces.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import type { RunDirectory } from '../../scripts/vscode/runDirectory.ts';
import { installLanguagePack } from './languagePack.ts';
import { listRows, openPalette, patience, runCommand, until, useWorkbench } from './workbench.ts';

/** Esperanto, which VS Code does not speak, stands for any language. */
const language = 'eo';
const root = join(import.meta.dirname, '..', '..');

/** The texts of a German bundle, whose keys are complete, each in ‹marks› and longer than in English. */
function marked(file: string, english: (key: string, text: string) => string): string {
  const texts = JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;
  const longer = (text: string): string =>
    text
      .split('\n')
      .map((line) =>
        /^\[[^\]]*\]\(command:/.test(line)
          ? line.replace(/^\[(.*)\]\(/, '[‹$1 ~~~›](')
          : `‹${line} ~~~›`,
      )
      .join('\n');
  const entries = Object.entries(texts).map(([key, text]) => [key, longer(english(key, text))]);
  return JSON.stringify(Object.fromEntries(entries));
}

function installPseudoLocale(run: RunDirectory): void {
  installLanguagePack(run, language);
  const name = readdirSync(run.extensions).find((one) => one.startsWith('server-profiles.'));
  assert.ok(name, 'the extension is installed');
  const extension = join(run.extensions, name);
  const manifest = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<
    string,
    string
  >;
  writeFileSync(
    join(extension, `package.nls.${language}.json`),
    marked('package.nls.json', (key) => manifest[key] ?? ''),
  );
  writeFileSync(
    join(extension, 'l10n', `bundle.l10n.${language}.json`),
    marked('l10n/bundle.l10n.de.json', (key) => key),
  );
}

/** What stands outside of marks and is no name, number, address or sign; and marks within marks. */
function faults(text: string): string[] {
  const nested = [...text.matchAll(/‹[^›]*‹[^›]*›/g)].map(([found]) => `put together: ${found}`);
  const rest = text
    .replaceAll(/‹[^›]*›/g, ' ')
    .replaceAll(/https?:\/\/\S+/g, ' ')
    .replaceAll(names, ' ');
  const words = rest.match(/\p{L}{2,}/gu) ?? [];
  return [
    ...nested,
    ...(words.length > 0 ? [`not translated: ${words.join(' ')} in “${text}”`] : []),
  ];
}

/** Names of the sample's, of servers and of processes are the same in every language. */
const names =
  /ServersDemo \(WebListener\)|[Ss]erversDemo|IIS(?: Express)?|WebListener|Kestrel|launchSettings\.json|\bnode\b|\bpid\b/g;

describe('In a pseudo-locale', () => {
  const workbench = useWorkbench('pseudo', { locale: language, prepare: installPseudoLocale });

  before(async () => {
    await workbench.page.locator('.activitybar a[aria-label*="‹Server Profiles"]').click();
    await rows().first().waitFor({ timeout: patience });
  });

  const rows = (): Locator =>
    workbench.page.locator('.tree-explorer-viewlet-tree-view [role="treeitem"]');
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);

  async function labelsOf(locator: Locator): Promise<string[]> {
    return locator.evaluateAll((found) =>
      found.flatMap((one) => [one.getAttribute('aria-label') ?? '', one.textContent ?? '']),
    );
  }

  /** Texts of the list's rows as they are seen: rows that were used before keep parts of their former text, hidden. */
  async function rowsOfList(): Promise<string[]> {
    return listRows(workbench).evaluateAll((found) =>
      found
        .flatMap((one) => [...one.querySelectorAll('.label-name, .label-description')])
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height > 0)
        .map((one) => one.textContent ?? ''),
    );
  }

  function assertMarked(texts: readonly string[]): void {
    assert.ok(
      texts.some((text) => text.includes('‹')),
      'texts of ours are shown',
    );
    assert.deepEqual([...new Set(texts.flatMap(faults))], []);
  }

  it('every row of the tree is marked, whatever its state', async () => {
    assertMarked(await labelsOf(rows()));
    await rows()
      .filter({ hasText: /^ServersDemo(?! \()/ })
      .first()
      .click();
    await press('Control+F5');
    await workbench.page
      .locator('[role="treeitem"][aria-label*="‹listening"]')
      .first()
      .waitFor({ timeout: patience });
    assertMarked(await labelsOf(rows()));
    await workbench.screenshot('pseudo tree');
  });

  it('every button of the view and of its rows is marked', async () => {
    const own = workbench.page.locator('.part.sidebar .title [role="button"]');
    const labels = await own.evaluateAll((found) =>
      found.map((one) => one.getAttribute('aria-label') ?? ''),
    );
    const ours = labels.filter((label) => !/^$|^Collapse All|More Actions/.test(label));
    assertMarked(ours);
    await rows().filter({ hasText: 'IIS Express' }).first().hover();
    const actions = rows().filter({ hasText: 'IIS Express' }).first().locator('[role="button"]');
    assertMarked(await labelsOf(actions));
  });

  it('the status bar item and its actions are marked', async () => {
    await workbench.page
      .locator('[id="server-profiles.server-profiles.serverProfiles.active"] a')
      .first()
      .waitFor();
    const item = workbench.page.locator(
      '[id="server-profiles.server-profiles.serverProfiles.active"]',
    );
    assertMarked([(await item.getAttribute('aria-label')) ?? '']);
  });

  it('every command in the palette is marked', async () => {
    const commands = await openPalette(workbench, '‹Server Profiles');
    const texts = await commands.locator('.label-name').allInnerTexts();
    const ours = texts.filter((text) => text.startsWith('‹') && !text.includes('Focus on'));
    assert.ok(ours.length > 5, texts.join('\n'));
    assertMarked(ours);
    await press('Escape');
  });

  it('the steps of a new profile and of a new project are marked', async () => {
    for (const command of ['‹New Profile…', '‹New Project…']) {
      await runCommand(workbench, command);
      const title = workbench.page.locator('.quick-input-title', { hasText: '‹' });
      await title.waitFor();
      await until(
        async () => (await rowsOfList()).join('\n'),
        async () => (await rowsOfList()).every((text) => !text.startsWith('Server Profiles')),
      );
      assertMarked(await rowsOfList());
      await press('Enter');
      const message = workbench.page.locator('.quick-input-message, .quick-input-description');
      await message.filter({ hasText: '‹' }).first().waitFor();
      await workbench.screenshot(`pseudo ${command}`);
      await press('Escape');
    }
  });

  it('the picker of the active profile is marked', async () => {
    await runCommand(workbench, '‹Select Active Profile…');
    await listRows(workbench).filter({ hasText: 'WebListener' }).first().waitFor();
    assertMarked([
      await workbench.page.locator('.quick-input-title').innerText(),
      ...(await listRows(workbench).allInnerTexts()),
    ]);
    await press('Escape');
  });

  it('the Debug tab is marked', async () => {
    await runCommand(workbench, '‹Open Debug Tab');
    const tab = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await tab.locator('h1').waitFor({ timeout: patience });
    const texts = await tab
      .locator('h2, label, button, vscode-button, .help, [aria-label]')
      .evaluateAll((found) =>
        found.flatMap((one) => [
          one.getAttribute('aria-label') ?? '',
          one.textContent?.trim() ?? '',
        ]),
      );
    await workbench.screenshot('pseudo tab');
    assertMarked(texts.filter((text) => /\p{L}{2,}/u.test(text)));
  });
});

describe('The pseudo-locale checker', () => {
  it('sees a text without a mark, and one that is put together', () => {
    assert.deepEqual(faults('‹Stop ~~~›'), []);
    assert.deepEqual(faults('‹{0} running ~~~›: Kestrel'), []);
    assert.equal(faults('Stop').length, 1);
    assert.equal(faults('‹a ‹b ~~~› ~~~›').length, 1);
  });
});
