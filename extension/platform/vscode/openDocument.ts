import { type TextDocument, type Uri, workspace } from 'vscode';

/** The document of a file, while the editor has it open. */
export function openDocument(uri: Uri | string): TextDocument | undefined {
  const wanted = uri.toString();
  return workspace.textDocuments.find((open) => open.uri.toString() === wanted);
}
