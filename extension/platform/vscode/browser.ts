import { commands, env, Uri, ViewColumn } from 'vscode';

import type { Settings } from './contributions.ts';
import { readSetting } from './settings.ts';

/** The editor's own browser: on the desktop since 1.109, and the simple one that it had before and has elsewhere. */
const integratedBrowser = 'workbench.action.browser.open';
const simpleBrowser = 'simpleBrowser.api.open';

/** The URL under which the person's own computer reaches a URL of the computer that the extension runs on. */
export async function externalUrl(url: string): Promise<Uri> {
  return env.asExternalUri(Uri.parse(url, true));
}

/** Opens a URL of the computer that the extension runs on: in the wanted browser, else in the one of the settings. */
export async function openInBrowser(
  url: string,
  browser: Settings['browser'] = readSetting('browser') ?? 'system',
): Promise<void> {
  const external = await externalUrl(url);
  if (browser === 'integrated' && (await openIntegrated(external))) return;
  await env.openExternal(external);
}

/** False where the editor has no browser of its own. */
async function openIntegrated(url: Uri): Promise<boolean> {
  const known = new Set(await commands.getCommands(true));
  if (known.has(integratedBrowser)) {
    await commands.executeCommand(integratedBrowser, url.toString(true));
    return true;
  }
  try {
    // Its extension is activated by the command, so it may not be known yet.
    await commands.executeCommand(simpleBrowser, url, { viewColumn: ViewColumn.Beside });
    return true;
  } catch {
    return false;
  }
}
