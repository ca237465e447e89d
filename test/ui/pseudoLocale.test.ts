// The extension in a language that marks every text of ours: what a person sees and has no mark went past translation, and a
// mark within a mark was put together from pieces.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import type { RunDirectory } from '../../scripts/vscode/runDirectory.ts';
import { DebugTabPage } from './debugTabPage.ts';
import { installLanguagePack } from './languagePack.ts';
import {
  chooseInMenu,
  inputBox,
  listRows,
  openPalette,
  patience,
  runCommand,
  until,
  useWorkbench,
} from './workbench.ts';

/** Esperanto, which VS Code does not speak, stands for any language. */
const language = 'eo';
const root = join(import.meta.dirname, '..', '..');

/** The texts of a German bundle, whose keys are complete, each in ‹marks› and longer than in English. */
function marked(file: string, english: (key: string, text: string) => string): string {
  const texts = JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;
  const longer = (text: string): string => {
    // The manifest's way to the schema is no text.
    if (text.startsWith('./')) return text;
    return text
      .split('\n')
      .map((line) =>
        /^\[[^\]]*\]\(command:/.test(line)
          ? line.replace(/^\[(.*)\]\(/, '[‹$1 ~~~›](')
          : `‹${line} ~~~›`,
      )
      .join('\n');
  };
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

/** What stands outside of marks and is no name, number, address, path or sign; and words that were put into other texts. */
function faults(text: string): string[] {
  // From the inside out: a sentence may stand after a colon, any other piece would have to fit the grammar around it.
  const nested: string[] = [];
  let rest = text;
  for (const mark = /‹([^‹›]*)›/; mark.test(rest);) {
    rest = rest.replace(mark, (found: string, inner: string, at: number) => {
      const isInner = rest.slice(0, at).includes('‹');
      if (isInner && !/[.?!…] ~~~$/.test(inner)) nested.push(`put together: ${found} in ${text}`);
      return isInner ? '\u2026' : ' ';
    });
  }
  rest = rest.replaceAll(/\S*\/\S*/g, ' ').replaceAll(names, ' ');
  const words = rest.match(/\p{L}{2,}/gu) ?? [];
  return [
    ...nested,
    ...(words.length > 0 ? [`not translated: ${words.join(' ')} in “${text}”`] : []),
  ];
}

/** Names of profiles, of servers, of processes and of variables are the same in every language. */
const names =
  /ServersDemo \(WebListener\)|[Ss]erversDemo|IIS(?: ?Express)?|WebListener|Kestrel|launchSettings\.json|\b[A-Z]+(?:_[A-Z]+)+\b|taken|faulty|\bnode\b/g;

/** A profile whose port is held, and one that is full of mistakes. */
function addProfiles(folder: string, port: number): void {
  const file = join(folder, 'Properties', 'launchSettings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { profiles: object };
  Object.assign(settings.profiles, {
    taken: { commandName: 'Project', applicationUrl: `http://127.0.0.1:${port}` },
    faulty: {
      commandName: 'Project',
      launchBrowser: 'true',
      workingDirectory: '$(Unknown)',
      applicationUrl: 'http://localhost:0;ftp://localhost:1;http://localhost:99999',
      environmentVariables: { '': 'x' },
    },
  });
  writeFileSync(file, JSON.stringify(settings, null, 2));
}

describe('In a pseudo-locale', () => {
  const workbench = useWorkbench('pseudo', {
    locale: language,
    prepare: installPseudoLocale,
    // Drawn as text, which a test can read.
    settings: { 'terminal.integrated.gpuAcceleration': 'off' },
  });
  const holder = createServer();

  before(async () => {
    holder.listen(0, '127.0.0.1');
    await once(holder, 'listening');
    addProfiles(workbench.folder, (holder.address() as AddressInfo).port);
    await workbench.page.locator('.activitybar a[aria-label*="‹Server Profiles"]').click();
    await rows().first().waitFor({ timeout: patience });
  });

  after(() => holder.close());

  const rows = (): Locator =>
    workbench.page.locator('.tree-explorer-viewlet-tree-view [role="treeitem"]');
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);

  const statusItem = (): Locator =>
    workbench.page.locator('[id="server-profiles.server-profiles.serverProfiles.active"]');

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

  /** What a step asks: a list has it in its empty input, a box below. What VS Code adds of its own is its business. */
  async function question(): Promise<string[]> {
    const message = workbench.page.locator('.quick-input-message');
    return [
      (await inputBox(workbench).getAttribute('placeholder')) ?? '',
      (await message.isVisible()) ? await message.innerText() : '',
    ].map((text) => text.replace(/ ?\(Press 'Enter'.*\)$/, ''));
  }

  /** All texts of the tab, and what assistive technology is told; values of the file and of a launch are code. */
  async function textsOfPage({ frame }: DebugTabPage): Promise<string[]> {
    return frame.evaluate(() => {
      const texts: string[] = [];
      const read = (node: Node): void => {
        if (node instanceof Text) texts.push(node.data.trim());
        if (node instanceof Element) {
          if (node.matches('code, style, script, .codicon')) return;
          texts.push(node.ariaLabel ?? '', node.getAttribute('title') ?? '');
          node.shadowRoot?.childNodes.forEach(read);
        }
        node.childNodes.forEach(read);
      };
      read(document.body);
      return texts.filter((text) => text !== '');
    });
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

  it('every row below a failure is marked, and the last line in the terminal', async () => {
    await rows()
      .filter({ hasText: /^taken/ })
      .first()
      .click();
    await press('Control+F5');
    await workbench.page
      .locator('[role="treeitem"][aria-label^="‹Why it is not running"]')
      .first()
      .waitFor({ timeout: patience });
    assertMarked(await labelsOf(rows()));
    const last = workbench.page.locator('.xterm-rows > div', { hasText: 'taken' }).last();
    await last.filter({ hasText: '‹taken has ended with exit code 1. ~~~›' }).waitFor();
    await workbench.screenshot('pseudo failure');
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
    const label = async (): Promise<string> =>
      (await statusItem().getAttribute('aria-label')) ?? '';
    await statusItem().locator('a').first().waitFor();
    assertMarked([await label()]);
    await chooseInMenu(
      workbench,
      rows()
        .filter({ hasText: /^taken/ })
        .first(),
      '‹Set as Active Profile ~~~›',
    );
    await until(label, async () => (await label()).includes('taken'));
    assertMarked([await label()]);
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
      for (let step = 1; ; step++) {
        const counter = new RegExp(`\\(${step} of (\\d+)`);
        await title.filter({ hasText: counter }).waitFor();
        const [, steps] = counter.exec(await title.innerText()) ?? [];
        assertMarked([...(await question()), ...(await rowsOfList())]);
        await workbench.screenshot(`pseudo ${command} ${step}`);
        if (step === Number(steps)) break;
        await press('Enter');
      }
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

  it('the Debug tab is marked, with a failure and with findings', async () => {
    await runCommand(workbench, '‹Open Debug Tab');
    const tab = new DebugTabPage(workbench);
    await tab.find();
    for (const name of ['IIS Express', 'taken', 'faulty']) {
      await tab.row(name).click();
      await tab.shows(name);
      assertMarked(await textsOfPage(tab));
      await workbench.screenshot(`pseudo tab ${name}`);
    }
  });
});

describe('The pseudo-locale checker', () => {
  it('sees a text without a mark, and one that is put together', () => {
    assert.deepEqual(faults('‹Stop ~~~›'), []);
    assert.deepEqual(faults('‹{0} running ~~~›: Kestrel'), []);
    assert.equal(faults('Stop').length, 1);
    assert.equal(faults('‹a ‹b ~~~› ~~~›').length, 1);
    assert.deepEqual(faults('‹Because: ‹It is so. ~~~› ~~~›'), []);
    assert.equal(faults('‹Because: ‹It is so. ~~~› ~~~› Stop').length, 1);
  });
});
