import { commands, Selection, type Uri, window, workspace } from 'vscode';

import type { TextRange } from '../../../server-runtime/launch/model.ts';

/** Id of the custom editor. */
export const debugTabViewType = 'serverProfiles.debugTab';

/** Opens a settings file in the Debug tab. */
export async function openTab(uri: Uri): Promise<void> {
  await commands.executeCommand('vscode.openWith', uri, debugTabViewType);
}

/** Opens a settings file as text, at a place of it. */
export async function openText(uri: Uri, range?: TextRange): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const selection =
    range &&
    new Selection(
      document.positionAt(range.offset),
      document.positionAt(range.offset + range.length),
    );
  await window.showTextDocument(document, { preview: false, ...(selection && { selection }) });
}
