import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { errors, type Locator, type Page } from 'playwright-core';
import { startBrowser } from '../../scripts/vscode/browser.ts';
import {
  installExtension,
  startCodeServer,
  workbenchUrl,
} from '../../scripts/vscode/codeServer.ts';
import { makeRunDirectory, type RunDirectory } from '../../scripts/vscode/runDirectory.ts';

const root = join(import.meta.dirname, '..', '..');

/** What waits for VS Code, for a process or for a socket, on two busy cores; in ms. */
export const patience = 30_000;

/** Of a VS Code that is opened while others start, and has to compile all of its code; in ms. */
const openingPatience = 120_000;

/** VS Code in Chromium with server-profiles.vsix installed, as a person sees it. */
export interface Workbench {
  readonly page: Page;
  /** The copy of the workspace that it is open on. */
  readonly folder: string;
  /** Saves what the window shows, for people to look at; returns the file. */
  screenshot(name: string): Promise<string>;
}

export interface WorkbenchOptions {
  readonly settings?: Record<string, unknown>;
  /** Fills an empty workspace folder; default: a copy of samples/serversDemo on free ports. */
  readonly fill?: (folder: string) => void;
  /** Prepares what VS Code starts with. */
  readonly prepare?: (run: RunDirectory) => void;
  /** Whether folders have to be trusted first. Default false. */
  readonly asksForTrust?: boolean;
  /** Display language. Default English. */
  readonly locale?: string;
  /** What the window opens, as the editor's address takes it; default: the workspace folder. */
  readonly opens?: (folder: string) => Readonly<Record<string, string>>;
  /** Environment of VS Code's server, on top of that of the test. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * VS Code for the suite that calls this: opened before its tests, closed after them, with a picture of each test that fails.
 * A `before` of the suite's own that is registered later finds it open. CHROMIUM and CODE_SERVER say where the browser and
 * VS Code are.
 */
export function useWorkbench(suite: string, options: WorkbenchOptions = {}): Workbench {
  let opened: OpenWorkbench | undefined;
  before(async () => {
    opened = await openWorkbench(options);
  });
  after(async () => {
    await opened?.close();
    assert.deepEqual(opened?.uncaught ?? [], [], 'an error of the extension was not caught');
  });
  afterEach(async (context) => {
    // The types know `passed` of a test, but not that hooks are called with one.
    const test = context as TestContext & { readonly passed: boolean };
    if (test.passed || !opened) return;
    test.diagnostic(`screenshot: ${await opened.screenshot(`${suite} ${test.name}`)}`);
  });
  const workbench = (): Workbench => opened ?? assert.fail('VS Code is not open yet');
  return {
    get page() {
      return workbench().page;
    },
    get folder() {
      return workbench().folder;
    },
    screenshot: (name) => workbench().screenshot(name),
  };
}

/** A launchSettings.json whose servers get their ports from the OS and open no browser. */
function freePorts(file: string): void {
  const settings = JSON.parse(readFileSync(file, 'utf8')) as {
    iisSettings: { iisExpress: { applicationUrl: string } };
    profiles: Record<
      string,
      { applicationUrl?: string; launchUrl?: string; launchBrowser: boolean }
    >;
  };
  const anyPort = 'http://127.0.0.1:0';
  settings.iisSettings.iisExpress.applicationUrl = `${anyPort}/`;
  for (const profile of Object.values(settings.profiles)) {
    profile.launchBrowser = false;
    delete profile.launchUrl;
    profile.applicationUrl = anyPort;
  }
  writeFileSync(file, JSON.stringify(settings, null, 2));
}

interface OpenWorkbench extends Workbench {
  /** What the extension threw and nobody caught: its host has that written to the page's console. */
  readonly uncaught: readonly string[];
  close(): Promise<void>;
}

async function openWorkbench(options: WorkbenchOptions): Promise<OpenWorkbench> {
  const codeServer = process.env['CODE_SERVER'];
  if (!codeServer) throw new Error('CODE_SERVER has to name the folder of the code-server package');
  const { fill, prepare, asksForTrust = false, locale, opens, env } = options;
  const run = makeRunDirectory({
    ...(!fill && { workspace: join(root, 'samples', 'serversDemo') }),
    settings: { 'debug.toolBarLocation': 'docked', ...options.settings },
  });
  const cleanups: (() => Promise<unknown> | void)[] = [() => run.remove()];
  const close = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  };
  try {
    if (fill) fill(run.workspace);
    else freePorts(join(run.workspace, 'Properties', 'launchSettings.json'));
    installExtension(codeServer, run, join(root, 'server-profiles.vsix'));
    prepare?.(run);
    const server = await startCodeServer({
      ...{ codeServer, run, asksForTrust },
      ...(locale && { locale }),
      ...(env && { env }),
    });
    cleanups.push(() => server.stop());
    const browser = await startBrowser(run);
    cleanups.push(() => browser.close());
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(patience);
    const uncaught: string[] = [];
    page.on('console', (message) => {
      const text = message.text();
      if (text.includes('[server-profiles.server-profiles]')) uncaught.push(text);
    });
    const url = new URL(workbenchUrl(server, run.workspace));
    if (opens) url.search = new URLSearchParams(opens(run.workspace)).toString();
    // All that the page loads comes late and need not be waited for.
    await page.goto(url.href, { waitUntil: 'commit', timeout: openingPatience });
    await page.locator('.monaco-workbench').waitFor({ timeout: openingPatience });
    const screenshot = async (name: string): Promise<string> => {
      const folder = join(root, '.build', 'screenshots');
      mkdirSync(folder, { recursive: true });
      const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.png`);
      // Finished: a picture of a widget that is still fading in shows what nobody sees.
      await page.screenshot({ path, animations: 'disabled' });
      return path;
    };
    return { page, folder: run.workspace, screenshot, uncaught, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Shows the Server Profiles container; returns its tree. */
export async function showTree({ page }: Workbench): Promise<Locator> {
  const tree = page.getByRole('tree', { name: 'Profiles', exact: true });
  const icon = page.locator('.activitybar .action-item', {
    has: page.locator('a[aria-label^="Server Profiles"]'),
  });
  // A click on the icon of what is shown hides it.
  const isShown = (await icon.first().getAttribute('class'))?.includes('checked') ?? false;
  if (!isShown) await icon.first().click();
  await tree.getByRole('treeitem').first().waitFor();
  return tree;
}

/** Drags the border of the side bar until rows have room for their descriptions. */
export async function widenSideBar({ page }: Workbench, pixels: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) return;
  const [x, y] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels, y, { steps: 5 });
  await page.mouse.up();
}

/** The row of the tree whose accessible name begins so. */
export function rowOf(tree: Locator, name: string): Locator {
  return tree.locator(`[role="treeitem"][aria-label^="${name}"]`).first();
}

/** Clicks an inline action of a row, as a person does: the actions come with the pointer. */
export async function clickAction(row: Locator, action: string): Promise<void> {
  await row.hover();
  await row.getByRole('button', { name: action, exact: true }).click();
}

/** Chooses from the context menu of a row; by Enter, for menus take no click in their first moment. */
export async function chooseInMenu(
  { page }: Workbench,
  row: Locator,
  title: string,
): Promise<void> {
  await row.click({ button: 'right' });
  const item = page.getByRole('menuitem', { name: title, exact: true });
  await item.hover();
  await page.keyboard.press('Enter');
  await item.waitFor({ state: 'detached' });
}

/** The box of the palette and of questions in which a person types. */
export function inputBox({ page }: Workbench): Locator {
  return page.locator('.quick-input-widget input').first();
}

/** The rows of the palette and of lists to choose from. */
export function listRows({ page }: Workbench): Locator {
  return page.locator('.quick-input-list .monaco-list-row');
}

/** Runs a command by its name in the palette. */
export async function runCommand(workbench: Workbench, title: string): Promise<void> {
  await until(`the palette runs ${title}`, async () => {
    const rows = await openPalette(workbench, title);
    // It may close under the pointer, too.
    return isSoon(rows.filter({ hasText: title }).first().click({ timeout: 5000 }));
  });
}

/** Opens the palette on a text, and leaves it open. Returns its rows. */
export async function openPalette(workbench: Workbench, text: string): Promise<Locator> {
  const rows = listRows(workbench);
  const row = rows.filter({ hasText: text }).first();
  // What takes the focus a moment later, as an editor that is still being made, closes it again.
  await until(`the palette has ${text}`, async () => {
    await typeInPalette(workbench, text);
    return isSoon(row.waitFor({ timeout: 5000 }));
  });
  return rows;
}

/** Whether the palette has a command of ours. */
export async function isInPalette(workbench: Workbench, title: string): Promise<boolean> {
  await typeInPalette(workbench, `Server Profiles: ${title}`);
  const rows = listRows(workbench);
  // The rows that the palette opens with have no marks; what was found by the text has.
  const marked = rows.filter({ has: workbench.page.locator('.highlight') });
  await marked
    .or(rows.filter({ hasText: /No matching commands|similar commands/ }))
    .first()
    .waitFor();
  const found = (await rows.allInnerTexts()).includes(`Server Profiles: ${title}`);
  await workbench.page.keyboard.press('Escape');
  return found;
}

async function typeInPalette(workbench: Workbench, text: string): Promise<void> {
  await until('the palette takes a text', async () => {
    await workbench.page.keyboard.press('F1');
    return isSoon(inputBox(workbench).fill(`>${text}`, { timeout: 2000 }));
  });
}

/** Whether what is waited for came before its time was out. */
export async function isSoon(waiting: Promise<unknown>): Promise<boolean> {
  try {
    await waiting;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}

/** Chooses a colour theme by its label. */
export async function useTheme(workbench: Workbench, label: string): Promise<void> {
  await runCommand(workbench, 'Preferences: Color Theme');
  await inputBox(workbench).fill(label);
  const choice = listRows(workbench).and(workbench.page.locator('.focused'));
  await choice.filter({ hasText: label }).waitFor();
  await workbench.page.keyboard.press('Enter');
  await inputBox(workbench).waitFor({ state: 'hidden' });
}

/** Waits until something is so that no locator can wait for; fails with what it is, or with what a function tells by then. */
export async function until(
  what: string | (() => string | Promise<string>),
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      assert.fail(`not within ${patience} ms: ${typeof what === 'string' ? what : await what()}`);
    }
    await setTimeout(50);
  }
}
