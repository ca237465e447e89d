import { commands, FilePermission, l10n, type TextDocument, type Uri, workspace } from 'vscode';

import type { ReadOnly } from './protocol.ts';

/**
 * Why the editor takes no changes of a document; undefined when it takes them, or when that cannot be told.
 *
 * No function tells whether the editor holds a file for read-only: by a setting, by its permissions, or for the session.
 * It only saves no such file, and says so. What is not dirty is not written by that, so it is asked of such documents; one
 * that is dirty keeps its changes, and is asked of when the person saves it.
 * @param isSaving whether they do
 */
export async function whyReadOnly(
  document: TextDocument,
  isSaving = false,
): Promise<ReadOnly | undefined> {
  const { uri, isDirty, isUntitled, isClosed } = document;
  if (isUntitled || isClosed || (isDirty && !isSaving) || (await document.save())) return undefined;
  // It was changed meanwhile, and then not saved for another reason.
  if (document.isDirty !== isDirty) return undefined;
  if (await isOnReadOnlyFileSystem(uri)) {
    return {
      message: l10n.t('This file is read-only: its file system takes no changes.'),
      canUnlock: false,
    };
  }
  return {
    message: l10n.t(
      'This file is read-only in the editor: for this session, by a setting, or by its permissions.',
    ),
    canUnlock: true,
  };
}

/** Lets the editor take changes of the file in front, as its own messages offer it. */
export async function makeWriteable(): Promise<void> {
  await commands.executeCommand('workbench.action.files.setActiveEditorWriteableInSession');
}

async function isOnReadOnlyFileSystem(uri: Uri): Promise<boolean> {
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  try {
    const { permissions = 0 } = await workspace.fs.stat(uri);
    return (permissions & FilePermission.Readonly) !== 0;
  } catch {
    // It is gone, which makes it no less writable.
    return false;
  }
}
