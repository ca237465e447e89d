// The Debug tab in front of a person: what it shows, how it is used with the keyboard alone, and what it writes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, describe, it } from 'node:test';
import { contrastOf } from './contrastOf.ts';
import { DebugTabPage } from './debugTabPage.ts';
import { inputBox, patience, rowOf, showTree, until, useTheme, useWorkbench } from './workbench.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

interface AxeWindow {
  axe: {
    run(options: unknown): Promise<{
      violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
    }>;
  };
}

describe('The Debug tab', () => {
  const workbench = useWorkbench('debugTab', { settings: { 'files.autoSave': 'off' } });
  const tab = new DebugTabPage(workbench);
  before(() => tab.open());

  async function violations(): Promise<string[]> {
    // Through the debugger: the page's policy lets no foreign script in.
    await tab.frame.evaluate(axeSource);
    const found = await tab.frame.evaluate(async () => {
      const { axe } = globalThis as unknown as AxeWindow;
      const result = await axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
      });
      return result.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
    });
    return found;
  }

  /** Presses the button beside an address, and waits until it is in the clipboard. */
  async function copies(url: string): Promise<void> {
    await tab.button(`Copy ${url}`).click();
    await until(`${url} is copied`, async () => {
      const text = await workbench.page.evaluate(() => navigator.clipboard.readText());
      return text === url;
    });
  }

  it('lists the profiles in the order of the file', async () => {
    const names = await tab.labels().allInnerTexts();
    assert.deepEqual(names, ['IIS Express', 'ServersDemo', 'ServersDemo (WebListener)']);
  });

  it('writes what is typed, and shows what it means', async () => {
    await tab.select('ServersDemo');
    await tab.field('Command-line arguments').fill('--name "a b"');
    await tab.frame.locator('.argv li', { hasText: 'a b' }).waitFor();
    await tab.effective('a b').waitFor();
    const text = await tab.save((saved) => saved.includes('a b'));
    assert.ok(text.includes(String.raw`"commandLineArgs": "--name \"a b\""`));
  });

  it('keeps focus and caret while the text changes below it', async () => {
    const input = tab.field('Command-line arguments');
    await input.focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.type('-v ', { delay: 120 });
    await tab.save((saved) => saved.includes('-v --name'));
    const state = await input.evaluate((element) => {
      const { selectionStart } = element as unknown as { selectionStart: number };
      const root = element.getRootNode() as ShadowRoot;
      return [element === root.activeElement, selectionStart];
    });
    assert.deepEqual(state, [true, 3]);
  });

  it('undoes an edit as the editor does', async () => {
    await tab.field('Working directory').fill('wwwroot');
    await tab.save((saved) => saved.includes('"workingDirectory"'));
    await workbench.page.keyboard.press('Control+z');
    await tab.holds('workingDirectory', '');
    await tab.save((saved) => !saved.includes('"workingDirectory"'));
  });

  it('moves nothing when a field is filled in, and when it is faulty', async () => {
    const tops = (): Promise<number[]> =>
      tab.frame.evaluate(() => {
        const below = document.querySelectorAll(
          'h2, #field-workingDirectory, fieldset vscode-button',
        );
        return [...below].map((element) => (element as HTMLElement).offsetTop);
      });
    await tab.select('IIS Express');
    const before = await tops();
    await tab.field('Command-line arguments').fill('one');
    await tab.frame.locator('.argv li', { hasText: 'one' }).waitFor();
    assert.deepEqual(await tops(), before);
    await tab.field('App URL').fill('nonsense');
    await tab.error().waitFor();
    assert.deepEqual(await tops(), before);
    await tab.field('App URL').fill('http://127.0.0.1:0/');
    await tab.field('Command-line arguments').fill('');
    await tab.error().waitFor({ state: 'detached' });
    await tab.select('ServersDemo');
    const beforeUrl = await tops();
    const url = tab.field('Application URL 1');
    const present = await url.inputValue();
    await url.fill('nonsense');
    await tab.error().waitFor();
    assert.deepEqual(await tops(), beforeUrl);
    await url.fill(present);
    await tab.error().waitFor({ state: 'detached' });
  });

  it('takes a click on what the field that is left would have moved away', async () => {
    const { page } = workbench;
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await tab.button('Add Variable').click();
    const name = tab.field('Name of variable 2');
    await name.waitFor();
    // The row without a name goes as the button is pressed, and the button goes up by that row.
    await tab.button('Copy').click({ position: { x: 8, y: 24 }, delay: 50 });
    await name.waitFor({ state: 'detached' });
    await until('the launch is copied', async () => {
      const text = await page.evaluate(() => navigator.clipboard.readText());
      return text.includes('ServersDemo');
    });
  });

  it('adds and removes addresses, and says what is wrong with one', async () => {
    await tab.button('Add HTTP').click();
    const second = tab.field('Application URL 2');
    await second.waitFor();
    assert.match(await second.inputValue(), /^http:\/\/localhost:5\d\d\d$/);
    await second.fill('localhost');
    await tab.frame.locator('.problems', { hasText: "Invalid url: 'localhost'" }).first().waitFor();
    assert.equal(await second.getAttribute('aria-invalid'), 'true');
    // The form scrolls below its header; the page, with the header, never does.
    const beyond = await tab.frame.evaluate(() => {
      document.querySelector('.detail')?.scrollTo(0, 0);
      return document.documentElement.scrollHeight - innerHeight;
    });
    assert.equal(beyond, 0);
    await tab.button('Remove localhost').click();
    await second.waitFor({ state: 'detached' });
  });

  it('takes pasted lines as variables', async () => {
    await tab.button('Add Variable').click();
    const name = tab.field('Name of variable 2');
    await name.waitFor();
    await workbench.page.evaluate(() =>
      navigator.clipboard.writeText('FIRST=1\nexport SECOND="two words"'),
    );
    await name.fill('HALF');
    await name.press('Control+v');
    await tab.field('Value of SECOND').waitFor();
    assert.equal(await tab.field('Value of SECOND').inputValue(), 'two words');
    assert.equal(await tab.field('Name of variable 2').inputValue(), 'FIRST');
    const focused = await tab.frame.evaluate(() => document.activeElement?.id);
    assert.equal(focused, 'field-env-1-name');
    assert.ok(!(await tab.save((saved) => saved.includes('"FIRST": "1"'))).includes('HALF'));
    // Of a variable that is there, another value is pasted; the new row is no variable then.
    await tab.button('Add Variable').click();
    await tab.field('Name of variable 4').waitFor();
    await workbench.page.evaluate(() => navigator.clipboard.writeText('FIRST=2'));
    await tab.field('Name of variable 4').focus();
    await workbench.page.keyboard.press('Control+v');
    await tab.field('Name of variable 4').waitFor({ state: 'detached' });
    await tab.button('Remove SECOND').click();
    await tab.save((saved) => saved.includes('"FIRST": "2"') && !saved.includes('SECOND'));
  });

  it('moves a profile with the keyboard alone, and keeps it selected', async () => {
    await tab.row('ServersDemo').focus();
    await workbench.page.keyboard.press('Alt+ArrowUp');
    await tab.frame.waitForFunction(
      () => document.querySelector('.profile .label')?.textContent === 'ServersDemo',
    );
    await tab.shows('ServersDemo');
    const text = await tab.save(
      (saved) => saved.indexOf('"ServersDemo"') < saved.indexOf('"IIS Express"'),
    );
    assert.deepEqual(Object.keys((JSON.parse(text) as { profiles: object }).profiles), [
      'ServersDemo',
      'IIS Express',
      'ServersDemo (WebListener)',
    ]);
    await workbench.page.keyboard.press('ArrowDown');
    await tab.shows('IIS Express');
    await tab.field('Enable SSL').waitFor();
  });

  it('gives a free SSL port of the range, and takes it back', async () => {
    await tab.field('Enable SSL').check();
    const port = tab.field('SSL port');
    await port.waitFor();
    assert.match(await port.inputValue(), /^443\d\d$/);
    await copies(`https://127.0.0.1:${await port.inputValue()}/`);
    await port.fill('44a');
    await port.press('Tab');
    const refusal = tab.frame.locator('.problems .error', { hasText: '"44a" is no port' });
    await refusal.waitFor();
    await tab.field('Enable SSL').uncheck();
    await port.waitFor({ state: 'detached' });
    assert.equal(await refusal.count(), 0);
  });

  it('writes who may come in to all sites of the file, and how the app is hosted', async () => {
    const read = (text: string): { iisSettings: object; profiles: Record<string, object> } =>
      JSON.parse(text) as never;
    const before = read(tab.savedText());
    await tab.field('Enable anonymous authentication').uncheck();
    await tab.field('Enable Windows authentication').check();
    await tab.choose('Hosting model', 'Out of process');
    const { iisSettings, profiles } = read(await tab.save((text) => text.includes('OutOf')));
    assert.deepEqual(iisSettings, {
      ...before.iisSettings,
      ...{ anonymousAuthentication: false, windowsAuthentication: true },
    });
    assert.deepEqual(profiles, {
      ...before.profiles,
      'IIS Express': { ...before.profiles['IIS Express'], ancmHostingModel: 'OutOfProcess' },
    });
    await tab.field('Enable anonymous authentication').check();
    await tab.field('Enable Windows authentication').uncheck();
    await tab.choose('Hosting model', "Default (the project's)");
    assert.deepEqual(read(await tab.save((text) => !text.includes('OutOf'))), before);
  });

  it('renames a profile in its place', async () => {
    await tab.row('IIS Express').focus();
    await workbench.page.keyboard.press('F2');
    const input = inputBox(workbench);
    await input.waitFor();
    await input.fill('Front');
    await workbench.page.keyboard.press('Enter');
    await tab.shows('Front');
    assert.equal(await tab.labels().nth(1).innerText(), 'Front');
  });

  it('shows the copy when a profile is duplicated', async () => {
    await tab.frame.locator('.profile.selected .menu').click();
    const item = workbench.page.getByRole('menuitem', { name: 'Duplicate Profile', exact: true });
    await item.hover();
    await workbench.page.keyboard.press('Enter');
    await tab.shows('Front copy');
    await tab.selectedRow().press('Delete');
    await tab.shows('ServersDemo (WebListener)');
  });

  it('starts a profile once on a double click', async () => {
    const { mouse } = workbench.page;
    await tab.select('ServersDemo');
    await tab.frame.evaluate(() => {
      const { states } = Object.assign(globalThis, { states: [] as string[] });
      const status = document.querySelector('.status')!;
      const note = (): void => void states.push(status.textContent);
      new MutationObserver(note).observe(status, { childList: true, subtree: true });
    });
    const { x, y } = (await tab.button('Run').boundingBox())!;
    await mouse.move(x + 10, y + 10);
    await mouse.down();
    await mouse.up();
    // The second press comes when another button has taken the place.
    await tab.frame.locator('.live .link').first().waitFor({ timeout: patience });
    await mouse.down({ clickCount: 2 });
    await mouse.up({ clickCount: 2 });
    await tab.field('Command-line arguments').fill('--later');
    await tab.effective('--later').waitFor();
    await tab.field('Command-line arguments').fill('');
    await tab.button('Stop').click();
    await tab.button('Run').waitFor({ timeout: patience });
    const states = await tab.frame.evaluate(
      () => (globalThis as unknown as { states: string[] }).states,
    );
    const launches = states.join(' ').match(/Starting/gi)?.length;
    assert.equal(launches, 1, states.join());
  });

  it('runs the profile that it shows, and leads to where it listens', async () => {
    await tab.select('ServersDemo');
    await tab.button('Run').click();
    const link = tab.frame.locator('.live .link').first();
    await link.waitFor({ timeout: patience });
    const url = await link.innerText();
    assert.equal((await fetch(url)).status, 200);
    await copies(url);
    await workbench.screenshot('debugTab running');
    const menu = workbench.page.locator('.monaco-menu').getByRole('menuitem');
    await tab.frame.locator('.profile.selected .menu').click();
    await menu.filter({ hasText: 'Stop' }).waitFor();
    assert.equal(await menu.filter({ hasText: 'Run Without Debugging' }).count(), 0);
    await workbench.page.keyboard.press('Escape');
    await menu.first().waitFor({ state: 'detached' });
  });

  it('says that what runs has other settings than the form, until it is restarted', async () => {
    const hint = tab.frame.getByText('Restart to apply changes.');
    assert.equal(await hint.count(), 0);
    const { height } = (await tab.frame.locator('.header').boundingBox())!;
    await tab.field('Command-line arguments').fill('--later');
    await hint.waitFor();
    assert.equal((await tab.frame.locator('.header').boundingBox())?.height, height);
    await workbench.screenshot('debugTab restart needed');
    await tab.button('Restart').click();
    await hint.waitFor({ state: 'detached', timeout: patience });
    await tab.frame.locator('.live .link').first().waitFor({ timeout: patience });
    // A restart has saved it, and the row of the tree follows the file.
    const row = rowOf(await showTree(workbench), 'ServersDemo, Kestrel, listening');
    await tab.field('Command-line arguments').fill('');
    await tab.save((text) => !text.includes('--later'));
    await row.getByText('restart to apply changes').waitFor();
    await tab.button('Stop').click();
    await tab.button('Run').waitFor({ timeout: patience });
  });

  it('restarts a site with what was not saved yet', async () => {
    const hint = tab.frame.getByText('Restart to apply changes.');
    await tab.select('Front');
    await tab.button('Run').click();
    await tab.frame.locator('.live .link').first().waitFor({ timeout: patience });
    await tab.field('Command-line arguments').fill('--not-saved');
    await hint.waitFor();
    await tab.button('Restart').click();
    await hint.waitFor({ state: 'detached', timeout: patience });
    assert.match(tab.savedText(), /--not-saved/);
    await tab.button('Stop').click();
    await tab.button('Run').waitFor({ timeout: patience });
    await tab.field('Command-line arguments').fill('');
    await tab.save((text) => !text.includes('--not-saved'));
  });

  it('says why a launch failed, above the form', async () => {
    await tab.select('ServersDemo');
    await tab.field('Working directory').fill('nowhere');
    await tab.effective('nowhere').waitFor();
    await tab.button('Run').click();
    await tab.frame.locator('.header [role="alert"]', { hasText: 'nowhere' }).waitFor();
    await tab.button('Show Output').waitFor();
    await tab.button('Run').waitFor();
    await tab.field('Working directory').fill('');
    await tab.save((text) => !text.includes('nowhere'));
  });

  it('has nothing that assistive technology would miss', async () => {
    assert.deepEqual(await violations(), []);
    await tab.select('Front');
    assert.deepEqual(await violations(), []);
  });

  const themes = [
    ['Dark Modern', 'vscode-dark'],
    ['Light Modern', 'vscode-light'],
    ['Dark High Contrast', 'vscode-high-contrast'],
    ['Light High Contrast', 'vscode-high-contrast-light'],
  ] as const;
  for (const [label, className] of themes) {
    it(`can be read in ${label}`, async () => {
      await useTheme(workbench, label);
      await tab.frame.locator(`body.${className}`).waitFor();
      // A theme comes in several steps, the class of the body among the first of them.
      const deadline = performance.now() + patience;
      let found = await violations();
      while (found.length > 0 && performance.now() < deadline) {
        await workbench.page.waitForTimeout(250);
        found = await violations();
      }
      await workbench.screenshot(`debugTab ${label}`);
      assert.deepEqual(found, []);
      await tab.combobox('Launch kind').click();
      const [ink, paper] = await tab.frame.locator('option:focus').evaluate((option) => {
        return [getComputedStyle(option).color, getComputedStyle(document.body).backgroundColor];
      });
      assert.notEqual(ink, paper);
      await workbench.page.keyboard.press('Escape');
      const [focused, hovered] = [tab.button('Add Profile…'), tab.button('Debug')];
      await focused.focus();
      await hovered.hover();
      for (const button of [focused, hovered]) assert.ok((await contrastOf(button)) >= 4.5);
    });
  }

  it('is one column without sideways scrolling where there is little room', async () => {
    // As at 200 % zoom, where the page has half the pixels.
    await workbench.page.setViewportSize({ width: 760, height: 700 });
    await tab.isOneColumn();
    await workbench.screenshot('debugTab narrow');
    const isTooWide = await tab.frame.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    assert.equal(isTooWide, false);
    assert.deepEqual(await violations(), []);
  });
});
