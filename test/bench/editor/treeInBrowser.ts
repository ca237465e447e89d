import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from '../../../scripts/vscode/browser.ts';
import {
  installExtension,
  startCodeServer,
  workbenchUrl,
} from '../../../scripts/vscode/codeServer.ts';
import { makeRunDirectory } from '../../../scripts/vscode/runDirectory.ts';

/** What a change redraws of the rows that a real VS Code shows. */
export interface TreeRedraw {
  /** Hosts that ran meanwhile. */
  readonly running: number;
  readonly visible: number;
  /** Names of the profiles whose rows changed when one more was launched, and when one got another server. */
  readonly launched: readonly string[];
  readonly edited: readonly string[];
}

/** Launches hosts among 1,000 profiles in a real VS Code, and watches the rows; or says why not. */
export async function watchTree(vsix: string, hosts: number): Promise<TreeRedraw | string> {
  const codeServer = process.env['CODE_SERVER'];
  if (!codeServer || !process.env['CHROMIUM']) return 'there is no VS Code in a browser here';
  const run = makeRunDirectory();
  const file = join(run.workspace, 'Properties', 'launchSettings.json');
  mkdirSync(join(run.workspace, 'Properties'));
  writeFileSync(join(run.workspace, 'startup.js'), 'exports.Startup = class { configure() {} };');
  writeFileSync(file, settings());
  try {
    installExtension(codeServer, run, vsix);
    const server = await startCodeServer({ codeServer, run });
    try {
      const browser = await startBrowser(run, { height: 1600 });
      try {
        const page = browser.pages()[0] ?? (await browser.newPage());
        page.setDefaultTimeout(60_000);
        await page.goto(workbenchUrl(server, run.workspace));
        return await watchIn(page, hosts, file);
      } finally {
        await browser.close();
      }
    } finally {
      await server.stop();
    }
  } finally {
    run.remove();
  }
}

function settings(): string {
  const profile = { commandName: 'Project', applicationUrl: 'http://127.0.0.1:0' };
  const names = Array.from({ length: 1000 }, (_, number) => `p${number}`);
  return JSON.stringify({ profiles: Object.fromEntries(names.map((name) => [name, profile])) });
}

async function watchIn(page: Page, hosts: number, file: string): Promise<TreeRedraw> {
  const row = (label: string) => page.locator(`[role="treeitem"][aria-label^="${label}"]`).first();
  await page.locator('.activitybar a[aria-label="Server Profiles"]').click();
  await row('p0,').click();
  for (let at = 1; at < hosts; at++) await page.keyboard.press('ArrowDown');
  // From the last one up: what appears below a row that runs is then behind.
  for (let at = hosts - 1; at >= 0; at--) {
    await page.keyboard.press('Control+F5');
    await row(`p${at}, Kestrel, starting`)
      .or(row(`p${at}, Kestrel, listening`))
      .first()
      .waitFor();
    await page.keyboard.press('ArrowUp');
  }
  const badge = page.locator('.activitybar .badge-content', { hasText: new RegExp(`^${hosts}$`) });
  // They start two at a time on two cores.
  await badge.first().waitFor({ timeout: 180_000 });
  // The tree is at its top, with rows of running profiles in sight.
  await page.keyboard.press('Home');
  await row('p0, Kestrel, listening').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(1000);
  const visible = await watch(page);
  await page.keyboard.press('Shift+F5');
  await row('p0, Kestrel, stopped').waitFor();
  const launched = await touched(page);
  await watch(page);
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/"p1":\{"commandName":"Project"/, '"p1":{"commandName":"IISExpress"'),
  );
  await row('p1, IIS Express').waitFor();
  return { running: hosts, visible, launched, edited: await touched(page) };
}

/** Notes from now on whose rows the editor touches; how many rows it shows. */
async function watch(page: Page): Promise<number> {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')];
    rows.sort((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']));
    const nameOf = (one: Element): string =>
      (one.getAttribute('aria-label') ?? '').split(',')[0] ?? '';
    const seen = new Set<string>();
    Object.assign(globalThis, { seen });
    let owner = '';
    for (const one of rows) {
      if (one.ariaLevel === '2') owner = nameOf(one);
      const [profile, name] = [owner, nameOf(one)];
      const observer = new MutationObserver(() => {
        // A row that scrolled away is used again for another one.
        if (nameOf(one) === name) seen.add(profile);
      });
      observer.observe(one, { childList: true, characterData: true, subtree: true });
    }
    return rows.length;
  });
}

async function touched(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);
}
