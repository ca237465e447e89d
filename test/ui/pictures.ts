// The pictures of README, docs and walkthrough, taken anew by `npm run pictures`; people look at them before they commit them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import type { Locator } from 'playwright-core';
import { DebugTabPage } from './debugTabPage.ts';
import {
  chooseInMenu,
  clickAction,
  inputBox,
  listRows,
  openPalette,
  rowOf,
  runCommand,
  showTree,
  useTheme,
  useWorkbench,
  widenSideBar,
} from './workbench.ts';

const root = join(import.meta.dirname, '..', '..');

/** The walkthrough shows its pictures about as wide as this, in the theme of the person. */
const step = { width: 660, height: 400 };
/** Room for such a picture, the activity bar and the status bar. */
const smallWindow = { width: 720, height: 500 };
const window = { width: 1280, height: 800 };

const themes = [
  ['Dark Modern', 'vscode-dark', 'dark'],
  ['Light Modern', 'vscode-light', 'light'],
] as const;

describe('Pictures', () => {
  const workbench = useWorkbench('pictures', {
    settings: {
      'breadcrumbs.enabled': false,
      'debug.internalConsoleOptions': 'neverOpen',
      'debug.openDebug': 'neverOpen',
      'debug.toolBarLocation': 'floating',
      'editor.minimap.enabled': false,
      // The copy of the sample has no types of the runtime beside it.
      'typescript.validate.enable': false,
    },
  });
  const tab = new DebugTabPage(workbench);
  let tree: Locator;

  before(async () => {
    tree = await showTree(workbench);
  });

  /** Takes a picture of the whole window. */
  async function takeWindow(name: string): Promise<void> {
    await workbench.page.mouse.move(900, 400);
    await workbench.page.locator('.workbench-hover').waitFor({ state: 'detached' });
    const path = join(root, 'docs', 'images', `${name}.png`);
    await workbench.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  }

  /** Takes a picture for a step of the walkthrough: what stands from a place of the window on. */
  async function takeStep(
    name: string,
    theme: string,
    from: Locator,
    height = step.height,
  ): Promise<void> {
    await workbench.page.mouse.move(10, 10);
    const box = await from.boundingBox();
    assert.ok(box);
    const path = join(root, 'media', 'walkthrough', `${name}.${theme}.png`);
    const clip = {
      ...{ x: box.x, y: box.y },
      width: Math.min(box.width, step.width),
      height: Math.min(box.height, height),
    };
    await workbench.page.screenshot({ path, clip, animations: 'disabled', caret: 'hide' });
  }

  async function closeEditors(): Promise<void> {
    await runCommand(workbench, 'View: Close All Editors');
    await workbench.page.locator('iframe.webview').waitFor({ state: 'detached' });
  }

  /** Chooses a theme, and waits until the Debug tab has it. */
  async function openTabIn(theme: string, className: string): Promise<void> {
    await useTheme(workbench, theme);
    await runCommand(workbench, 'Server Profiles: Open Debug Tab');
    await tab.find();
    await tab.frame.locator(`body.${className}`).waitFor();
  }

  it('have the icon among them', async () => {
    const page = await workbench.page.context().newPage();
    await page.setContent(readFileSync(join(root, 'docs', 'images', 'icon.svg'), 'utf8'));
    const path = join(root, 'media', 'icon.png');
    await page.locator('svg').screenshot({ path, omitBackground: true });
    await page.close();
  });

  it('are taken of running profiles', async () => {
    await widenSideBar(workbench, 120);
    for (const name of ['ServersDemo,', 'IIS Express,']) {
      await clickAction(rowOf(tree, name), 'Run Without Debugging');
    }
    await rowOf(tree, 'Worker,').waitFor();
    await tree.locator('[aria-label^="Listening on"]').nth(1).waitFor();
    await useTheme(workbench, 'Light Modern');
    await takeWindow('tree');
    await workbench.page.locator('.statusbar-item', { hasText: /IIS Express :\d+/ }).click();
    await listRows(workbench).filter({ hasText: 'Stop' }).first().waitFor();
    await takeWindow('statusBar');
    await workbench.page.keyboard.press('Escape');
    await openPalette(workbench, 'Server Profiles: ');
    await takeWindow('palette');
    await workbench.page.keyboard.press('Escape');
    await runCommand(workbench, 'View: Toggle Panel Visibility');
    for (const [theme, , suffix] of themes) {
      await useTheme(workbench, theme);
      await takeStep(
        'run',
        suffix,
        workbench.page.locator('.part.sidebar .pane-body').first(),
        220,
      );
    }
  });

  it('are taken of the Debug tab', async () => {
    const pictures = [
      ['Dark Modern', 'vscode-dark', 'debugTab'],
      ['Light Modern', 'vscode-light', 'debugTabLight'],
      ['Dark High Contrast', 'vscode-high-contrast', 'debugTabHighContrast'],
    ] as const;
    for (const [theme, className, name] of pictures) {
      await openTabIn(theme, className);
      await tab.select('ServersDemo');
      await takeWindow(name);
    }
    await runCommand(workbench, 'View: Toggle Primary Side Bar Visibility');
    for (const [theme, className, suffix] of themes) {
      await workbench.page.setViewportSize(smallWindow);
      await openTabIn(theme, className);
      await tab.select('IIS Express');
      const detail = tab.frame.locator('main');
      await detail.evaluate((element) => element.scrollTo({ top: 0 }));
      await takeStep('edit', suffix, workbench.page.locator('iframe.webview.ready'));
      await workbench.page.setViewportSize({ width: 960, height: 640 });
      await detail.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
      await takeStep('effective', suffix, detail);
    }
    await closeEditors();
  });

  it('are taken of the text', async () => {
    await workbench.page.setViewportSize(smallWindow);
    await runCommand(workbench, 'Server Profiles: Open launchSettings.json');
    await workbench.page.locator('.codelens-decoration').first().waitFor();
    for (const [theme, , suffix] of themes) {
      await useTheme(workbench, theme);
      await takeStep(
        'create',
        suffix,
        workbench.page.locator('.part.editor .monaco-editor').first(),
      );
    }
    await closeEditors();
  });

  it('are taken of a breakpoint', async () => {
    await runCommand(workbench, 'Server Profiles: Stop All');
    const { page } = workbench;
    const lines = readFileSync(join(workbench.folder, 'startup.ts'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('response.headers.set')) + 1;
    await page.keyboard.press('Control+p');
    await inputBox(workbench).fill(`startup.ts:${line}`);
    await listRows(workbench).filter({ hasText: 'startup.ts' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'startup.ts' }).waitFor();
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.press('F9');
    await page.locator('.codicon-debug-breakpoint').first().waitFor();
    await page.setViewportSize(window);
    tree = await showTree(workbench);
    await clickAction(rowOf(tree, 'ServersDemo,'), 'Debug');
    const address = rowOf(tree, 'Listening on');
    await address.waitFor();
    const url = (await address.getAttribute('aria-label'))?.replace('Listening on ', '') ?? '';
    const answer = fetch(url);
    await page.locator('.debug-top-stack-frame-line').first().waitFor();
    await runCommand(workbench, 'View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize(smallWindow);
    for (const [theme, , suffix] of themes) {
      await useTheme(workbench, theme);
      await takeStep('debug', suffix, page.locator('.part.editor').first());
    }
    await runCommand(workbench, 'Debug: Continue');
    await answer;
    await page.setViewportSize(window);
    tree = await showTree(workbench);
    await chooseInMenu(workbench, rowOf(tree, 'ServersDemo,'), 'Stop');
    await closeEditors();
  });

  it('are taken of a failure', async (context: TestContext) => {
    const taken = createServer();
    context.after(() => taken.close());
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const settings = JSON.parse(readFileSync(tab.settingsFile, 'utf8')) as {
      profiles: Record<string, object>;
    };
    settings.profiles['Staging'] = { commandName: 'Project', applicationUrl: url };
    writeFileSync(tab.settingsFile, JSON.stringify(settings, null, 2));
    await rowOf(tree, 'Staging,').waitFor();
    await clickAction(rowOf(tree, 'Staging,'), 'Run Without Debugging');
    await rowOf(tree, 'Launch Once on a Free Port').waitFor();
    await takeWindow('whyNotRunning');
  });
});
