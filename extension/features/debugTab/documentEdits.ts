import { Range, type TextDocument, workspace, WorkspaceEdit } from 'vscode';

import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
import { combineEdits } from '../../core/documents/combineEdits.ts';
import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import type { TextEdit } from '../../core/documents/textEdit.ts';
import { editedProfile, writtenEdit } from '../../core/documents/writtenEdit.ts';

/**
 * The one replacement that makes the edits; undefined when nothing changes. `settings` is what the text says.
 * @throws UserError when the text is not in a state to be edited.
 */
export function replacementFor(
  text: string,
  settings: LaunchSettings,
  edits: readonly LaunchSettingsEdit[],
): TextEdit | undefined {
  return combineEdits(
    text,
    edits.map((edit) => writtenEdit(text, settings, edit)),
    editedProfile(settings, edits[0]),
  );
}

/** Makes a replacement in an open document, as one step that can be undone; whether it was made. */
export async function replaceIn(
  document: TextDocument,
  { offset, length, text }: TextEdit,
): Promise<boolean> {
  const place = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, place, text);
  return workspace.applyEdit(edit);
}

/** Makes edits in an open settings document. `settings` is what its present text says. */
export async function editDocument(
  document: TextDocument,
  settings: LaunchSettings,
  edits: readonly LaunchSettingsEdit[],
): Promise<void> {
  const replacement = replacementFor(document.getText(), settings, edits);
  if (replacement) await replaceIn(document, replacement);
}
