import { commands, env, Uri, ViewColumn } from 'vscode';

import { addressAt, splitAddress } from '../../core/servers/externalAddress.ts';
import type { Settings } from './contributions.ts';
import { readSetting } from './settings.ts';

/** The editor's own browser: on the desktop since 1.109, and the simple one that it had before and has elsewhere. */
const integratedBrowser = 'workbench.action.browser.open';
const simpleBrowser = 'simpleBrowser.api.open';

/** The URL under which the person's own computer reaches a URL of the computer that the extension runs on. */
export async function externalUrl(url: string): Promise<string> {
  const parts = splitAddress(url);
  if (!parts) return url;
  const place = await env.asExternalUri(Uri.parse(`${parts.origin}/`, true));
  return addressAt(place.toString(true), parts.rest);
}

/** Opens a URL of the computer that the extension runs on: in the wanted browser, else in the one of the settings. */
export async function openInBrowser(
  url: string,
  browser: Settings['browser'] = readSetting('browser') ?? 'system',
): Promise<void> {
  const external = await externalUrl(url);
  if (browser === 'integrated' && (await openIntegrated(external))) return;
  await env.openExternal(asItIs(external));
}

/** The editor takes text as well, and opens that as it is; of a `Uri` it decodes what is encoded in the query. */
function asItIs(url: string): Uri {
  return url as unknown as Uri;
}

/** False where the editor has no browser of its own. */
async function openIntegrated(url: string): Promise<boolean> {
  const known = new Set(await commands.getCommands(true));
  if (known.has(integratedBrowser)) {
    await commands.executeCommand(integratedBrowser, url);
    return true;
  }
  try {
    // Its extension is activated by the command, so it may not be known yet.
    await commands.executeCommand(simpleBrowser, asItIs(url), { viewColumn: ViewColumn.Beside });
    return true;
  } catch {
    return false;
  }
}
