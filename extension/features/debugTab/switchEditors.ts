import {
  commands,
  Selection,
  type Tab,
  TabInputCustom,
  TabInputText,
  type TextDocument,
  type Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';

import type { TextRange } from '../../../server-runtime/launch/model.ts';

/** Id of the custom editor. */
export const debugTabViewType = 'serverProfiles.debugTab';

/** Opens a settings file in the Debug tab; beside the present editor, or in a tab of its own. */
export async function openTab(uri: Uri, isBeside = false): Promise<void> {
  const column = isBeside ? ViewColumn.Beside : undefined;
  await commands.executeCommand('vscode.openWith', uri, debugTabViewType, column);
}

/** Lets the Debug tab take the place of the text in front, if that is the file's; else opens it. */
export async function switchToTab(uri: Uri): Promise<void> {
  if (isTextOf(window.tabGroups.activeTabGroup.activeTab, uri))
    await replaceActiveBy(debugTabViewType);
  else await openTab(uri);
}

/** Shows a place of a settings file as text: where its text can be seen already, else in the place of its Debug tab. */
export async function openText(uri: Uri, range?: TextRange): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const isShown = (shown: TextDocument): boolean => shown.uri.toString() === uri.toString();
  const visible = window.visibleTextEditors.find((editor) => isShown(editor.document));
  if (visible) await showText(document, range, visible.viewColumn);
  else await switchToText(uri, range);
}

/** Lets the text take the place of the Debug tab in front, if that is the file's; else opens it. */
export async function switchToText(uri: Uri, range?: TextRange): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  if (debugTabOf(window.tabGroups.activeTabGroup.activeTab)?.toString() === uri.toString())
    await replaceActiveBy('default');
  await showText(document, range);
}

/** Opens the text beside the present editor. */
export async function openTextBeside(uri: Uri, range?: TextRange): Promise<void> {
  await showText(await workspace.openTextDocument(uri), range, ViewColumn.Beside);
}

/** The file that a Debug tab is on; undefined when the tab is another one. */
export function debugTabOf(tab: Tab | undefined): Uri | undefined {
  const input = tab?.input;
  return input instanceof TabInputCustom && input.viewType === debugTabViewType
    ? input.uri
    : undefined;
}

/** Whether a tab shows the text of the file. */
export function isTextOf(tab: Tab | undefined, uri: Uri): boolean {
  return tab?.input instanceof TabInputText && tab.input.uri.toString() === uri.toString();
}

/** What "Reopen Editor With…" does: place, pinning and what is not saved stay, and nobody is asked to save first. */
export async function replaceActiveBy(editor: string): Promise<void> {
  await commands.executeCommand('reopenActiveEditorWith', editor);
}

async function showText(
  document: TextDocument,
  range: TextRange | undefined,
  viewColumn: ViewColumn = ViewColumn.Active,
): Promise<void> {
  const selection =
    range &&
    new Selection(
      document.positionAt(range.offset),
      document.positionAt(range.offset + range.length),
    );
  await window.showTextDocument(document, {
    viewColumn,
    preview: false,
    ...(selection && { selection }),
  });
}
