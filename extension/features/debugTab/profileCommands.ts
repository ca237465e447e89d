import { l10n, type TextDocument, window } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import { freeName } from '../../core/documents/freeName.ts';
import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import { placeOfNamed } from '../../core/documents/placeOfNamed.ts';
import { profileId } from '../../core/profiles/project.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import { nameProblem } from '../../platform/vscode/nameProblem.ts';
import { shownName } from '../../platform/vscode/shownName.ts';
import { editDocument } from './documentEdits.ts';
import type { ProfileCommand } from './protocol.ts';

/** A profile of an open document, by its place in the file. */
export interface ProfileInDocument {
  readonly document: TextDocument;
  readonly projectId: string;
  readonly index: number;
  /** Its name, where the file may have changed since it was found. */
  readonly of?: string | undefined;
}

/** Does what a button or menu entry of a profile says. Returns the name of a profile that it made. */
export async function runProfileCommand(
  command: ProfileCommand,
  documents: ParsedDocuments,
  target: ProfileInDocument,
): Promise<string | undefined> {
  const { document, projectId } = target;
  const { settings } = documents.parsed(document);
  const index = placeOfNamed(settings.profiles, target.index, target.of);
  const profile = settings.profiles[index];
  if (!profile) {
    throw new UserError(l10n.t('That profile is no longer in the file.'), { code: 'profile-gone' });
  }
  const id = profileId(projectId, profile.name);
  const names = settings.profiles.map(({ name }) => name);
  // A person may be asked first, and the file may be another one then.
  const change = (edit: LaunchSettingsEdit): Promise<void> =>
    editDocument(document, documents, [edit], profile.name);
  switch (command) {
    case 'run':
    case 'debug':
    case 'stop':
    case 'restart':
    case 'showOutput':
      await executeCommand(Commands[command], id);
      return undefined;
    case 'rename': {
      const name = await askName(profile.name, names);
      if (name === undefined) return undefined;
      await change({ kind: 'renameProfile', profile: index, name });
      return undefined;
    }
    case 'duplicate': {
      const name = freeName(l10n.t('{0} copy', profile.name), names);
      await change({ kind: 'duplicateProfile', profile: index, name });
      return name;
    }
    case 'remove':
      await change({ kind: 'removeProfile', profile: index });
      return undefined;
    case 'moveUp':
    case 'moveDown': {
      const to = index + (command === 'moveUp' ? -1 : 1);
      if (to < 0 || to >= names.length) return undefined;
      await change({ kind: 'moveProfile', profile: index, to });
      return undefined;
    }
  }
}

/** Gives a profile another place in its file. */
export async function moveProfile(
  documents: ParsedDocuments,
  { document, index }: ProfileInDocument,
  to: number,
): Promise<void> {
  await editDocument(document, documents, [{ kind: 'moveProfile', profile: index, to }]);
}

async function askName(present: string, names: readonly string[]): Promise<string | undefined> {
  const others = names.filter((name) => name !== present);
  const name = await window.showInputBox({
    title: l10n.t('Rename Profile'),
    prompt: l10n.t('New name of "{0}"', shownName(present)),
    value: present,
    validateInput: (value) => nameProblem(value, others),
  });
  return name === undefined || name.trim() === present ? undefined : name.trim();
}
