import {
  CodeAction,
  CodeActionKind,
  type CodeActionContext,
  type CodeActionProvider,
  l10n,
  Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';

import { quickFixes } from '../../core/documents/quickFixes.ts';
import { findingsOf, type SettingsReader } from './settingsDocuments.ts';

/** Quick fixes for the findings that the Problems panel shows. */
export class FixProvider implements CodeActionProvider {
  readonly #reader: SettingsReader;

  constructor(reader: SettingsReader) {
    this.#reader = reader;
  }

  provideCodeActions(
    document: TextDocument,
    place: Range,
    { diagnostics }: CodeActionContext,
  ): CodeAction[] {
    const own = diagnostics.filter(({ source }) => source === 'Server Profiles');
    if (own.length === 0) return [];
    const read = this.#reader.read(document);
    return findingsOf(read).flatMap((finding) => {
      const { range } = finding;
      if (!range) return [];
      const at = new Range(
        document.positionAt(range.offset),
        document.positionAt(range.offset + range.length),
      );
      if (!at.intersection(place)) return [];
      const shown = own.find(
        ({ code, range: where }) => code === finding.code && where.start.isEqual(at.start),
      );
      if (!shown) return [];
      return quickFixes(read.text, read.settings, finding).map(
        ({ edit, replacement, isCertain }) => {
          const action = new CodeAction(
            replacement === '' ? l10n.t('Remove It') : l10n.t('Change to {0}', replacement),
            CodeActionKind.QuickFix,
          );
          action.diagnostics = [shown];
          action.isPreferred = isCertain;
          action.edit = new WorkspaceEdit();
          const { offset, length, text } = edit;
          const target = new Range(
            document.positionAt(offset),
            document.positionAt(offset + length),
          );
          action.edit.replace(document.uri, target, text);
          return action;
        },
      );
    });
  }
}
