import type { TextDocument } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import { editsOfNamed } from '../../core/documents/editsOfNamed.ts';
import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import { replacementFor } from '../../core/documents/replacementFor.ts';
import { changeDocument } from '../../platform/vscode/changeDocument.ts';
import { whyReadOnly } from './readOnly.ts';

/**
 * Makes edits in an open settings document.
 * @param of the name of the profile that they are about, wherever that stands by then
 * @throws UserError when the file is read-only, or the edits cannot be made.
 */
export async function editDocument(
  document: TextDocument,
  documents: ParsedDocuments,
  edits: readonly LaunchSettingsEdit[],
  of?: string,
): Promise<void> {
  const readOnly = await whyReadOnly(document);
  if (readOnly) throw new UserError(readOnly.message, { code: 'read-only' });
  await changeDocument(document, () => {
    const { text, settings } = documents.parsed(document);
    return replacementFor(text, settings, editsOfNamed(settings.profiles, edits, of));
  });
}
