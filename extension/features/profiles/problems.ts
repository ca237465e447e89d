import { Diagnostic, DiagnosticSeverity, languages, Range, Uri } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { Project } from '../../core/profiles/project.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

/** Keeps the Problems panel in step with what is wrong in the settings files. */
export function publishProblems(profiles: ProfileStore): Disposable {
  const store = new DisposableStore();
  const collection = store.add(languages.createDiagnosticCollection('server-profiles'));
  const publish = (): void => {
    collection.clear();
    for (const project of profiles.projects) {
      if (project.settingsFile === undefined) continue;
      collection.set(Uri.parse(project.settingsFile), toDiagnostics(project));
    }
  };
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

function toDiagnostics({ diagnostics }: Project): Diagnostic[] {
  return diagnostics.map(({ severity, code, message, line = 1, column = 1, range }) => {
    const start = column - 1;
    const place = new Range(line - 1, start, line - 1, start + (range?.length ?? 0));
    const diagnostic = new Diagnostic(place, message, severities[severity]);
    diagnostic.source = 'Server Profiles';
    diagnostic.code = code;
    return diagnostic;
  });
}
