import { l10n, Range, type TextDocument, workspace, WorkspaceEdit } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import type { TextEdit } from '../../core/documents/textEdit.ts';

/**
 * Changes an open document in one step that can be undone. A text that somebody else has changed meanwhile is changed
 * anew: `make` says what to replace in the text as it is by then, and may take its time after it has looked at it.
 * @throws UserError when the editor does not let the text be changed.
 */
export async function changeDocument(
  document: TextDocument,
  make: () => Promise<TextEdit | undefined> | TextEdit | undefined,
): Promise<void> {
  for (;;) {
    const { version } = document;
    const replacement = await make();
    if (!replacement) return;
    // The editor compares versions as well: it knows of changes that are still on their way to us.
    if (document.version === version && (await replaceIn(document, replacement))) return;
    if (document.version === version) {
      throw new UserError(l10n.t('The editor did not take the change. Try again.'), {
        code: 'edit-refused',
      });
    }
  }
}

async function replaceIn(
  document: TextDocument,
  { offset, length, text }: TextEdit,
): Promise<boolean> {
  const place = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, place, text);
  return workspace.applyEdit(edit);
}
