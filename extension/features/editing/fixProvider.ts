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

import { QuickFixes } from '../../core/documents/quickFixes.ts';
import { fixAll } from './fixKinds.ts';
import { findingsOf, type SettingsReader } from './settingsDocuments.ts';

/** Quick fixes for the findings that the Problems panel shows, and all of those at once that nobody could want otherwise. */
export class FixProvider implements CodeActionProvider {
  readonly #reader: SettingsReader;

  constructor(reader: SettingsReader) {
    this.#reader = reader;
  }

  provideCodeActions(
    document: TextDocument,
    place: Range,
    { diagnostics, only }: CodeActionContext,
  ): CodeAction[] {
    if (only?.intersects(CodeActionKind.SourceFixAll)) return this.#fixAll(document);
    const own = diagnostics.filter(({ source }) => source === 'Server Profiles');
    if (own.length === 0) return [];
    const read = this.#reader.read(document);
    const fixes = new QuickFixes(read.text, read.settings);
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
      return fixes.of(finding).map(({ edit, replacement, isCertain }) => {
        const action = new CodeAction(
          replacement === '' ? l10n.t('Remove It') : l10n.t('Change to {0}', replacement),
          CodeActionKind.QuickFix,
        );
        action.diagnostics = [shown];
        action.isPreferred = isCertain;
        action.edit = new WorkspaceEdit();
        const { offset, length, text } = edit;
        const target = new Range(document.positionAt(offset), document.positionAt(offset + length));
        action.edit.replace(document.uri, target, text);
        return action;
      });
    });
  }

  /** Also what happens on saving when a person has `source.fixAll` among `editor.codeActionsOnSave`. */
  #fixAll(document: TextDocument): CodeAction[] {
    const read = this.#reader.read(document);
    const fixes = new QuickFixes(read.text, read.settings);
    const edits = findingsOf(read)
      .flatMap((finding) => fixes.certainOf(finding)?.edit ?? [])
      .toSorted((a, b) => a.offset - b.offset);
    const action = new CodeAction(l10n.t('Fix All Findings of Server Profiles'), fixAll);
    action.edit = new WorkspaceEdit();
    let end = -1;
    for (const { offset, length, text } of edits) {
      // Two cannot change one place; the next time the other one is there alone.
      if (offset < end) continue;
      end = offset + length;
      const place = new Range(document.positionAt(offset), document.positionAt(end));
      action.edit.replace(document.uri, place, text);
    }
    return edits.length > 0 ? [action] : [];
  }
}
