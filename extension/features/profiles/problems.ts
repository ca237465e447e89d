import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  Position,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';

import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { findingsIn } from '../../core/documents/findings.ts';
import { settingsLocation } from '../../core/documents/settingsLocation.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { Project } from '../../core/profiles/project.ts';
import { isSyntaxChecked } from '../../platform/vscode/checkedSyntax.ts';
import { ignoresCase } from '../../platform/vscode/ignoresCase.ts';
import { openDocument } from '../../platform/vscode/openDocument.ts';
import { sayText } from '../../platform/vscode/sayText.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

/** What VS Code's JSON service tells of a text, too. */
const saidByEditor = new Set(['invalid-json', 'duplicate-property']);

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
      if (document) publishOpen(document, project.kind);
      else collection.set(Uri.parse(project.settingsFile), toDiagnostics(project.diagnostics));
    }
    // Settings that no project is launched with: beside those that count, in an untitled file, outside the folder.
    for (const document of workspace.textDocuments) {
      if (isSettings(document) && !projectOf(document)) publishOpen(document, 'executable');
    }
  };
  const publishOpen = (document: TextDocument, kind: ProjectKind): void => {
    const findings = findingsIn(documents.parsed(document).settings, kind);
    const isSaid = isSyntaxChecked(document);
    const own = findings.filter(({ code }) => !isSaid || !saidByEditor.has(code));
    collection.set(document.uri, toDiagnostics(own, document));
  };
  const projectOf = ({ uri }: TextDocument): Project | undefined =>
    profiles.projects.find(({ settingsFile }) => settingsFile === uri.toString());
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.defer(() => clearTimeout(timer));
  const publishSoon = (document: TextDocument): void => {
    if (isSettings(document)) publishLater();
  };
  const publishLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(publish, quiet);
  };
  store.add(
    window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
      if (opened.length > 0 || closed.length > 0) publishLater();
    }),
  );
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

/** Files, and what is yet to become one: no old versions that a comparison shows. */
function isSettings({ uri, isUntitled }: TextDocument): boolean {
  const isFile = isUntitled || workspace.getWorkspaceFolder(uri) || uri.scheme === 'file';
  return Boolean(isFile && settingsLocation(uri.path, ignoresCase(uri)));
}

/** The end of what spans lines can be told of an open document only. */
function toDiagnostics(
  diagnostics: readonly LaunchDiagnostic[],
  document?: TextDocument,
): Diagnostic[] {
  return diagnostics.map(({ severity, code, text, line = 1, column = 1, range }) => {
    const start = new Position(line - 1, column - 1);
    const length = range?.length ?? 0;
    const end =
      range && document ? document.positionAt(range.offset + length) : start.translate(0, length);
    const place = new Range(start, end);
    const diagnostic = new Diagnostic(place, sayText(text), severities[severity]);
    diagnostic.source = 'Server Profiles';
    diagnostic.code = code;
    return diagnostic;
  });
}
