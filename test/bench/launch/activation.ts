import type { Page } from 'playwright-core';
import { startBrowser } from '../../../scripts/vscode/browser.ts';
import {
  installExtension,
  startCodeServer,
  workbenchUrl,
} from '../../../scripts/vscode/codeServer.ts';
import { makeRunDirectory } from '../../../scripts/vscode/runDirectory.ts';

/** What an extension host took to start the extension, in ms. */
export interface ActivationTimes {
  /** Loading its code. */
  readonly load: number;
  /** The call of activate(). */
  readonly call: number;
}

/** Reads the extension's row in the table of Developer: Startup Performance. */
async function readActivationTimes(page: Page): Promise<ActivationTimes> {
  await page.locator('.monaco-workbench').waitFor();
  // The table is that of the moment when it is opened.
  await page.locator('.statusbar-item[id^="server-profiles."]').first().waitFor();
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill('>Developer: Startup Performance');
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'Startup Performance' })
    .first()
    .click();
  const line = page.locator('.view-line', { hasText: '| server-profiles.server-profiles' });
  await line.first().waitFor({ timeout: 60_000 });
  // Extension | Eager | Load Code | Call Activate | …
  const [, , , load = NaN, call = NaN] = (await line.first().innerText()).split('|').map(Number);
  if (Number.isNaN(load + call)) throw new Error('the editor tells no times of the extension');
  return { load, call };
}

/**
 * Times of `rounds` fresh extension hosts of one VS Code, or why there are none. CHROMIUM and CODE_SERVER say where
 * the browser and VS Code are.
 */
export async function measureActivation(
  vsix: string,
  workspace: string,
  rounds: number,
): Promise<ActivationTimes[] | string> {
  const codeServer = process.env['CODE_SERVER'];
  if (!codeServer || !process.env['CHROMIUM']) return 'there is no VS Code in a browser here';
  const run = makeRunDirectory({ workspace });
  try {
    installExtension(codeServer, run, vsix);
    const server = await startCodeServer({ codeServer, run });
    try {
      // An editor draws the lines that it has room for.
      const browser = await startBrowser(run, { height: 2600 });
      try {
        const times: ActivationTimes[] = [];
        for (let round = 0; round < rounds; round++) {
          const page = await browser.newPage();
          await page.goto(workbenchUrl(server, run.workspace));
          times.push(await readActivationTimes(page));
          await page.close();
        }
        return times;
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
