import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { startBrowser } from '../../../scripts/vscode/browser.ts';
import {
  installExtension,
  startCodeServer,
  workbenchUrl,
} from '../../../scripts/vscode/codeServer.ts';
import { makeRunDirectory } from '../../../scripts/vscode/runDirectory.ts';
import { packEmptyEditor } from './emptyEditor.ts';

/** What was measured of the Debug tab in a real VS Code, in ms. */
export interface TabTimes {
  /** From the click on the title bar's button until the first screen of the form is painted. */
  readonly open: number[];
  /** The same of a custom editor that shows one word, in turn with the tab: what the editor itself takes. */
  readonly openEmpty: number[];
  /** From the end of an input in the webview, through the extension and the text, until the form shows what follows. */
  readonly edit: number[];
  /** A message from a webview to an extension and back, with nothing in it. */
  readonly message: number[];
}

/** Measures on a settings file, or says why not. CHROMIUM and CODE_SERVER say where the browser and VS Code are. */
export async function measureTab(
  vsix: string,
  settings: string,
  rounds: number,
): Promise<TabTimes | string> {
  const codeServer = process.env['CODE_SERVER'];
  if (!codeServer || !process.env['CHROMIUM']) return 'there is no VS Code in a browser here';
  const run = makeRunDirectory();
  const folder = join(run.workspace, 'Properties');
  mkdirSync(folder);
  writeFileSync(join(run.workspace, 'startup.js'), '');
  writeFileSync(join(run.workspace, 'program.js'), '');
  writeFileSync(join(folder, 'launchSettings.json'), settings);
  try {
    installExtension(codeServer, run, vsix);
    installExtension(codeServer, run, packEmptyEditor(run.temporary));
    const server = await startCodeServer({ codeServer, run });
    try {
      const browser = await startBrowser(run);
      try {
        const page = browser.pages()[0] ?? (await browser.newPage());
        page.setDefaultTimeout(60_000);
        const opened = await watchOpening(page);
        await page.goto(workbenchUrl(server, run.workspace));
        return await measureIn(page, opened, rounds);
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

async function measureIn(page: Page, opened: Opened, rounds: number): Promise<TabTimes> {
  await page.locator('.monaco-workbench').waitFor();
  await page.locator('.statusbar-item', { hasText: 'profile 0' }).first().waitFor();
  await page.keyboard.press('F1');
  await page
    .locator('.quick-input-widget input')
    .fill('>Server Profiles: Open launchSettings.json');
  const command = page.locator('.quick-input-list .monaco-list-row');
  await command.filter({ hasNotText: 'as Text' }).first().click();
  const open: number[] = [];
  const openEmpty: number[] = [];
  const edit: number[] = [];
  const message: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const empty = await timeOpening(page, opened, 'Open Empty Editor');
    if (round === rounds) {
      for (let i = 0; i <= rounds; i++) message.push(await timeMessage(empty.frame));
    }
    await backToText(page, 'Leave Empty Editor');
    const tab = await timeOpening(page, opened, 'Open Debug Tab');
    // The first round loads what later ones have at hand, as any first time of a session does.
    if (round > 0) {
      openEmpty.push(empty.time);
      open.push(tab.time);
    }
    if (round < rounds) await backToText(page, 'Open launchSettings.json as Text');
    else {
      for (let i = 0; i <= rounds; i++) {
        // A person's edits are not back to back: what follows from one is done before the next.
        await page.waitForTimeout(1000);
        edit.push(await timeEdit(tab.frame, i));
      }
    }
  }
  return { open, openEmpty, edit: edit.slice(1), message: message.slice(1) };
}

/** Says when the next click of the editor's page was made, and when the frame that follows first showed its content. */
type Opened = () => { clicked: Promise<number>; painted: Promise<number> };

/**
 * The pages themselves tell the times: what waits from outside looks for a frame at intervals of up to half a second.
 */
async function watchOpening(page: Page): Promise<Opened> {
  let onClick: (time: number) => void = () => undefined;
  let onPaint: (time: number) => void = () => undefined;
  await page.exposeFunction('benchClicked', (time: number) => onClick(time));
  await page.exposeFunction('benchPainted', (time: number) => onPaint(time));
  await page.addInitScript(() => {
    const { benchClicked, benchPainted } = globalThis as unknown as Record<
      string,
      (time: number) => void
    >;
    const now = (): number => performance.timeOrigin + performance.now();
    if (globalThis.top === globalThis.self) {
      addEventListener('click', () => benchClicked?.(now()), { capture: true });
      return;
    }
    // When it was on the screen. A timer would come after what the page itself does next.
    new PerformanceObserver((list) => {
      const [first] = list.getEntriesByName('first-contentful-paint');
      if (first && document.querySelector('h1'))
        benchPainted?.(performance.timeOrigin + first.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  return () => ({
    clicked: new Promise((resolve) => (onClick = resolve)),
    painted: new Promise((resolve) => (onPaint = resolve)),
  });
}

/** Clicks a button of the text editor's title bar; the time until a webview shows a heading. */
async function timeOpening(
  page: Page,
  opened: Opened,
  action: string,
): Promise<{ time: number; frame: Frame }> {
  const button = page.locator(`.editor-actions [aria-label^="${action}"]`).first();
  await button.waitFor();
  // Nor does a person press the button the moment it comes up, while the editor reads and colours what it opened; and
  // the pointer comes from the text. Where it rested already, the editor would draw the next button's tooltip meanwhile.
  await page.locator('.monaco-editor').first().hover();
  await page.waitForTimeout(1000);
  const { clicked, painted } = opened();
  await button.click();
  const time = (await painted) - (await clicked);
  const heading = page
    .frameLocator('iframe.webview.ready')
    .frameLocator('#active-frame')
    .locator('h1');
  await heading.waitFor();
  const frame = await (await heading.elementHandle())?.ownerFrame();
  if (!frame) throw new Error('the webview has no frame');
  return { time, frame };
}

/** The text takes the place of the custom editor, as that took the text's. */
async function backToText(page: Page, action: string): Promise<void> {
  await page.locator(`.editor-actions [aria-label^="${action}"]`).click();
  await page.locator('iframe.webview').waitFor({ state: 'detached' });
}

async function timeMessage(frame: Frame): Promise<number> {
  return frame.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const started = performance.now();
        addEventListener('message', () => resolve(performance.now() - started), { once: true });
        const { editor } = globalThis as unknown as {
          editor: { postMessage(message: unknown): void };
        };
        // The editor's function of that name, which has no origin to tell.
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        editor.postMessage('');
      }),
  );
}

/** The model that comes back is what changes the preview of the arguments. */
async function timeEdit(frame: Frame, index: number): Promise<number> {
  return frame.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const input = document.querySelector<HTMLInputElement>('#field-commandLineArgs')!;
        const preview = document.querySelector('.argv ol')!;
        const started = performance.now();
        const observer = new MutationObserver(() => {
          if (!preview.textContent?.includes(text)) return;
          observer.disconnect();
          resolve(performance.now() - started);
        });
        observer.observe(preview, { childList: true, characterData: true, subtree: true });
        input.value = `--edit ${text}`;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }),
    `value-${index}`,
  );
}
