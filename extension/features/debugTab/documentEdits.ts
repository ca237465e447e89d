import { Range, type TextDocument, workspace, WorkspaceEdit } from 'vscode';

import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
import { combineEdits } from '../../core/documents/combineEdits.ts';
import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import { writtenEdit } from '../../core/documents/writtenEdit.ts';

/**
 * Makes edits in an open settings document, as one replacement that can be undone; whether anything changed.
 * `settings` is what the document's present text says.
 * @throws UserError when the text is not in a state to be edited.
 */
export async function editDocument(
  document: TextDocument,
  settings: LaunchSettings,
  edits: readonly LaunchSettingsEdit[],
): Promise<boolean> {
  const text = document.getText();
  const change = combineEdits(
    text,
    edits.map((edit) => writtenEdit(text, settings, edit)),
  );
  if (!change) return false;
  const { offset, length, text: replacement } = change;
  const place = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, place, replacement);
  return workspace.applyEdit(edit);
}
