import { env, Uri } from 'vscode';

/** The URL under which the person's own computer reaches a URL of the computer that the extension runs on. */
export async function externalUrl(url: string): Promise<Uri> {
  return env.asExternalUri(Uri.parse(url, true));
}

/** Opens a URL of the computer that the extension runs on in the person's browser. */
export async function openInBrowser(url: string): Promise<boolean> {
  return env.openExternal(await externalUrl(url));
}
