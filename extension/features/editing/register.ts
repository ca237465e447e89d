import { languages, type Uri } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { ProfileCodeLenses } from './codeLenses.ts';
import { SettingsCompletion } from './completionProvider.ts';
import { FixProvider } from './fixProvider.ts';
import { ProfileHover } from './hoverProvider.ts';
import { ProfileRename } from './renameProvider.ts';
import { settingsDocuments, SettingsReader } from './settingsDocuments.ts';

export interface EditingFeature {
  /** The schema of settings files in the editor's language. */
  readonly schemaUri: Uri;
  readonly documents: ParsedDocuments;
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
}

/** Help in the text of settings files: lenses, hovers, completion, quick fixes, rename. */
export function registerEditing({
  schemaUri,
  documents,
  profiles,
  servers,
}: EditingFeature): Disposable {
  const store = new DisposableStore();
  const reader = new SettingsReader(documents, profiles);
  const lenses = store.add(new ProfileCodeLenses(reader, profiles, servers));
  store.add(languages.registerCodeLensProvider(settingsDocuments, lenses));
  store.add(languages.registerHoverProvider(settingsDocuments, new ProfileHover(reader)));
  store.add(languages.registerRenameProvider(settingsDocuments, new ProfileRename(reader)));
  store.add(
    languages.registerCodeActionsProvider(
      settingsDocuments,
      new FixProvider(reader),
      FixProvider.metadata,
    ),
  );
  const completion = new SettingsCompletion(schemaUri, reader);
  store.add(languages.registerCompletionItemProvider(settingsDocuments, completion, '"', ':'));
  return store;
}
