// The Debug tab in front of a person: what it shows, how it is used with the keyboard alone, and what it writes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import type { Frame, Locator } from 'playwright-core';
import {
  debugTabFrame,
  openWorkbench,
  patience,
  runCommand,
  showTree,
  type Workbench,
} from './workbench.ts';

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
  let workbench: Workbench;
  let tab: Frame;

  before(async () => {
    workbench = await openWorkbench();
    await showTree(workbench);
    await runCommand(workbench, 'Server Profiles: Open Debug Tab');
    tab = await debugTabFrame(workbench);
  });
  after(() => workbench?.close());
  afterEach(async (context) => {
    // The types know `passed` of a test, but not that hooks are called with one.
    const test = context as TestContext & { readonly passed: boolean };
    if (test.passed) return;
    test.diagnostic(`screenshot: ${await workbench.screenshot(`debugTab ${test.name}`)}`);
  });

  const row = (name: string): Locator => tab.locator('.profile .name', { hasText: name }).first();
  const field = (label: string): Locator => tab.getByLabel(label, { exact: true });

  async function shows(name: string): Promise<void> {
    await tab.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
  }

  /** The file once it is saved and says so. */
  async function savedSettings(condition: (text: string) => boolean): Promise<string> {
    await workbench.page.keyboard.press('Control+s');
    const file = join(workbench.folder, 'Properties', 'launchSettings.json');
    for (let look = 0; look < 100; look++) {
      const text = readFileSync(file, 'utf8');
      if (condition(text)) return text;
      await workbench.page.waitForTimeout(100);
    }
    return assert.fail(`the file does not say so: ${readFileSync(file, 'utf8')}`);
  }

  async function violations(): Promise<string[]> {
    // Through the debugger: the page's policy lets no foreign script in.
    await tab.evaluate(axeSource);
    const found = await tab.evaluate(async () => {
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

  it('lists the profiles in the order of the file', async () => {
    const names = await tab.locator('.profile .label').allInnerTexts();
    assert.deepEqual(names, ['IIS Express', 'ServersDemo', 'ServersDemo (WebListener)']);
  });

  it('writes what is typed, and shows what it means', async () => {
    await row('ServersDemo').click();
    await shows('ServersDemo');
    await field('Command-line arguments').fill('--name "a b"');
    await tab.locator('.argv li', { hasText: 'a b' }).waitFor();
    await tab.locator('.effective code', { hasText: 'a b' }).waitFor();
    const text = await savedSettings((saved) => saved.includes('a b'));
    assert.ok(text.includes(String.raw`"commandLineArgs": "--name \"a b\""`));
  });

  it('keeps focus and caret while the text changes below it', async () => {
    const input = field('Command-line arguments');
    await input.focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.type('-v ', { delay: 120 });
    await savedSettings((saved) => saved.includes('-v --name'));
    const state = await input.evaluate((element) => {
      const { selectionStart } = element as unknown as { selectionStart: number };
      const root = element.getRootNode() as ShadowRoot;
      return [element === root.activeElement, selectionStart];
    });
    assert.deepEqual(state, [true, 3]);
  });

  it('undoes an edit as the editor does', async () => {
    await field('Working directory').fill('wwwroot');
    await savedSettings((saved) => saved.includes('"workingDirectory"'));
    await workbench.page.keyboard.press('Control+z');
    await tab.waitForFunction(
      () => (document.querySelector('#field-workingDirectory') as HTMLInputElement).value === '',
    );
    await savedSettings((saved) => !saved.includes('"workingDirectory"'));
  });

  it('adds and removes addresses, and says what is wrong with one', async () => {
    await tab.getByRole('button', { name: 'Add HTTP', exact: true }).click();
    const second = field('Application URL 2');
    await second.waitFor();
    assert.match(await second.inputValue(), /^http:\/\/localhost:5\d\d\d$/);
    await second.fill('localhost');
    await tab.locator('.problems', { hasText: "Invalid url: 'localhost'" }).first().waitFor();
    assert.equal(await second.getAttribute('aria-invalid'), 'true');
    await tab.getByRole('button', { name: 'Remove localhost', exact: true }).click();
    await second.waitFor({ state: 'detached' });
  });

  it('takes pasted lines as variables', async () => {
    await tab.getByRole('button', { name: 'Add Variable' }).click();
    const name = field('Name of variable 2');
    await name.waitFor();
    await workbench.page.evaluate(() =>
      navigator.clipboard.writeText('FIRST=1\nexport SECOND="two words"'),
    );
    await name.focus();
    await workbench.page.keyboard.press('Control+v');
    await field('Value of SECOND').waitFor();
    assert.equal(await field('Value of SECOND').inputValue(), 'two words');
    await savedSettings((saved) => saved.includes('"FIRST": "1"'));
  });

  it('moves a profile with the keyboard alone, and keeps it selected', async () => {
    await row('ServersDemo').focus();
    await workbench.page.keyboard.press('Alt+ArrowUp');
    await tab.waitForFunction(
      () => document.querySelector('.profile .label')?.textContent === 'ServersDemo',
    );
    await shows('ServersDemo');
    const text = await savedSettings(
      (saved) => saved.indexOf('"ServersDemo"') < saved.indexOf('"IIS Express"'),
    );
    assert.deepEqual(Object.keys((JSON.parse(text) as { profiles: object }).profiles), [
      'ServersDemo',
      'IIS Express',
      'ServersDemo (WebListener)',
    ]);
    await workbench.page.keyboard.press('ArrowDown');
    await shows('IIS Express');
    await field('Enable SSL').waitFor();
  });

  it('gives a free SSL port of the range, and takes it back', async () => {
    await field('Enable SSL').check();
    const port = field('SSL port');
    await port.waitFor();
    assert.match(await port.inputValue(), /^443\d\d$/);
    await field('Enable SSL').uncheck();
    await port.waitFor({ state: 'detached' });
  });

  it('renames a profile in its place', async () => {
    await row('IIS Express').focus();
    await workbench.page.keyboard.press('F2');
    const input = workbench.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill('Front');
    await workbench.page.keyboard.press('Enter');
    await shows('Front');
    assert.equal(await tab.locator('.profile .label').nth(1).innerText(), 'Front');
  });

  it('runs the profile that it shows, and leads to where it listens', async () => {
    await row('ServersDemo').click();
    await shows('ServersDemo');
    await tab.getByRole('button', { name: 'Run', exact: true }).click();
    const link = tab.locator('.live .link').first();
    await link.waitFor({ timeout: patience });
    const url = await link.innerText();
    assert.equal((await fetch(url)).status, 200);
    await workbench.screenshot('debugTab running');
    const menu = workbench.page.locator('.monaco-menu').getByRole('menuitem');
    await tab.locator('.profile.selected .menu').click();
    await menu.filter({ hasText: 'Stop' }).waitFor();
    assert.equal(await menu.filter({ hasText: 'Run Without Debugging' }).count(), 0);
    await workbench.page.keyboard.press('Escape');
    await menu.first().waitFor({ state: 'detached' });
    await tab.getByRole('button', { name: 'Stop', exact: true }).click();
    await tab.getByRole('button', { name: 'Run', exact: true }).waitFor({ timeout: patience });
  });

  it('has nothing that assistive technology would miss', async () => {
    assert.deepEqual(await violations(), []);
    await row('Front').click();
    await shows('Front');
    assert.deepEqual(await violations(), []);
  });

  async function useTheme(label: string): Promise<void> {
    await runCommand(workbench, 'Preferences: Color Theme');
    const input = workbench.page.locator('.quick-input-widget input').first();
    await input.fill(label);
    const choice = workbench.page.locator('.quick-input-list .monaco-list-row.focused');
    await choice.filter({ hasText: label }).waitFor();
    await workbench.page.keyboard.press('Enter');
  }

  const themes = [
    ['Dark Modern', 'vscode-dark'],
    ['Light Modern', 'vscode-light'],
    ['Dark High Contrast', 'vscode-high-contrast'],
  ] as const;
  for (const [label, className] of themes) {
    it(`can be read in ${label}`, async () => {
      await useTheme(label);
      await tab.locator(`body.${className}`).waitFor();
      // A theme comes in several steps, the class of the body among the first of them.
      const deadline = performance.now() + patience;
      let found = await violations();
      while (found.length > 0 && performance.now() < deadline) {
        await workbench.page.waitForTimeout(250);
        found = await violations();
      }
      await workbench.screenshot(`debugTab ${label}`);
      assert.deepEqual(found, []);
    });
  }

  it('is one column without sideways scrolling where there is little room', async () => {
    // As at 200 % zoom, where the page has half the pixels.
    await workbench.page.setViewportSize({ width: 760, height: 700 });
    await tab.waitForFunction(
      () => getComputedStyle(document.querySelector('.panes')!).display === 'block',
    );
    await workbench.screenshot('debugTab narrow');
    const isTooWide = await tab.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    assert.equal(isTooWide, false);
    assert.deepEqual(await violations(), []);
  });
});
