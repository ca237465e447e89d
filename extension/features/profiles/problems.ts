import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';

import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { findingsIn } from '../../core/documents/findings.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { Project } from '../../core/profiles/project.ts';
import { sayText } from '../../platform/vscode/sayText.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

/** Milliseconds without a key stroke before a text is read again. */
const quiet = 200;

/** Keeps the Problems panel in step with what is wrong in the settings files: as they are on disk, or as they are edited. */
export function publishProblems(profiles: ProfileStore, documents: ParsedDocuments): Disposable {
  const store = new DisposableStore();
  const collection = store.add(languages.createDiagnosticCollection('server-profiles'));
  const publish = (): void => {
    collection.clear();
    for (const project of profiles.projects) {
      if (project.settingsFile === undefined) continue;
      const document = openDocument(project.settingsFile);
      const findings = document
        ? findingsIn(documents.parsed(document).settings, project.kind)
        : project.diagnostics;
      collection.set(Uri.parse(project.settingsFile), toDiagnostics(findings));
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.defer(() => clearTimeout(timer));
  const isSettings = ({ uri }: TextDocument): boolean =>
    profiles.projects.some(({ settingsFile }) => settingsFile === uri.toString());
  const publishSoon = (document: TextDocument): void => {
    if (!isSettings(document)) return;
    clearTimeout(timer);
    timer = setTimeout(publish, quiet);
  };
  store.add(workspace.onDidOpenTextDocument(publishSoon));
  store.add(workspace.onDidCloseTextDocument(publishSoon));
  store.add(workspace.onDidChangeTextDocument(({ document }) => publishSoon(document)));
  let shown: readonly Project[] | undefined;
  store.add(
    profiles.onDidChange(() => {
      if (shown === profiles.projects) return;
      shown = profiles.projects;
      publish();
    }),
  );
  return store;
}

function openDocument(settingsFile: string): TextDocument | undefined {
  return workspace.textDocuments.find(({ uri }) => uri.toString() === settingsFile);
}

function toDiagnostics(diagnostics: readonly LaunchDiagnostic[]): Diagnostic[] {
  return diagnostics.map(({ severity, code, text, line = 1, column = 1, range }) => {
    const start = column - 1;
    const place = new Range(line - 1, start, line - 1, start + (range?.length ?? 0));
    const diagnostic = new Diagnostic(place, sayText(text), severities[severity]);
    diagnostic.source = 'Server Profiles';
    diagnostic.code = code;
    return diagnostic;
  });
}
