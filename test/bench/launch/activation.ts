import type { Page } from 'playwright-core';
import { startBrowser } from '../../../scripts/vscode/browser.ts';
import {
  installExtension,
  startCodeServer,
  workbenchUrl,
} from '../../../scripts/vscode/codeServer.ts';
import { makeRunDirectory } from '../../../scripts/vscode/runDirectory.ts';

/** Reads the line of Developer: Show Running Extensions, which is loading the code plus the call of activate(). */
async function readActivationTime(page: Page): Promise<number> {
  await page.locator('.monaco-workbench').waitFor();
  const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'Server Profiles' });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill('>Developer: Show Running Extensions');
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'Show Running Extensions' })
    .first()
    .click();
  const time = row.locator('.activation-time').filter({ hasText: /Activation: \d+/ });
  await time.first().waitFor({ timeout: 60_000 });
  const text = await time.first().innerText();
  return Number(/Activation: (\d+)/.exec(text)?.[1]);
}

/**
 * Times in ms of `rounds` fresh extension hosts of one VS Code, or why there are none. CHROMIUM and CODE_SERVER say where
 * the browser and VS Code are.
 */
export async function measureActivation(
  vsix: string,
  workspace: string,
  rounds: number,
): Promise<number[] | string> {
  const codeServer = process.env['CODE_SERVER'];
  if (!codeServer || !process.env['CHROMIUM']) return 'there is no VS Code in a browser here';
  const run = makeRunDirectory({ workspace });
  try {
    installExtension(codeServer, run, vsix);
    const server = await startCodeServer({ codeServer, run });
    try {
      // The list of extensions draws the rows that it has room for.
      const browser = await startBrowser(run, { height: 2600 });
      try {
        const times: number[] = [];
        for (let round = 0; round < rounds; round++) {
          const page = await browser.newPage();
          await page.goto(workbenchUrl(server, run.workspace));
          times.push(await readActivationTime(page));
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
