import {
  l10n,
  type Position,
  Range,
  type RenameProvider,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';

import type { LaunchProfile } from '../../../server-runtime/launch/model.ts';
import { UserError } from '../../core/base/userError.ts';
import { replacementFor } from '../../core/documents/replacementFor.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import type { SettingsReader } from './settingsDocuments.ts';

/** Renames a profile where its name stands. */
export class ProfileRename implements RenameProvider {
  readonly #reader: SettingsReader;

  constructor(reader: SettingsReader) {
    this.#reader = reader;
  }

  prepareRename(document: TextDocument, position: Position): { range: Range; placeholder: string } {
    const { profile } = this.#at(document, position);
    const { offset, length } = profile.nameRange;
    // Without the quotes.
    const range = new Range(
      document.positionAt(offset + 1),
      document.positionAt(offset + length - 1),
    );
    return { range, placeholder: profile.name };
  }

  provideRenameEdits(document: TextDocument, position: Position, asked: string): WorkspaceEdit {
    const { profile, index } = this.#at(document, position);
    const { text, settings } = this.#reader.read(document);
    const result = new WorkspaceEdit();
    // As it was, although blanks around it would not be taken now.
    if (asked === profile.name) return result;
    const name = asked.trim();
    const edit = inEditorsLanguage(() =>
      replacementFor(text, settings, [{ kind: 'renameProfile', profile: index, name }]),
    );
    if (!edit) return result;
    const end = edit.offset + edit.length;
    const place = new Range(document.positionAt(edit.offset), document.positionAt(end));
    result.replace(document.uri, place, edit.text);
    return result;
  }

  #at(document: TextDocument, position: Position): { profile: LaunchProfile; index: number } {
    const { profiles } = this.#reader.read(document).settings;
    const at = document.offsetAt(position);
    const index = profiles.findIndex(
      ({ nameRange: { offset, length } }) => at >= offset && at <= offset + length,
    );
    const profile = profiles[index];
    if (profile) return { profile, index };
    throw new Error(l10n.t('Only the names of profiles can be renamed here.'));
  }
}

/** The editor shows the message of whatever a provider throws. */
function inEditorsLanguage<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof UserError ? new Error(sayText(error.text), { cause: error }) : error;
  }
}
