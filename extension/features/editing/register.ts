import { languages } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { OnDemand } from '../../core/base/onDemand.ts';
import { ProfileCodeLenses } from './codeLenses.ts';
import type { EditingFeature } from './editingFeature.ts';
import { fixKinds } from './fixKinds.ts';
import { settingsDocuments, SettingsReader } from './settingsDocuments.ts';

/** Help in the text of settings files: lenses, hovers, completion, quick fixes, rename. */
export function registerEditing(feature: EditingFeature): Disposable {
  const { documents, profiles, servers } = feature;
  const store = new DisposableStore();
  const reader = new SettingsReader(documents, profiles);
  const lenses = store.add(new ProfileCodeLenses(reader, profiles, servers));
  store.add(languages.registerCodeLensProvider(settingsDocuments, lenses));
  const help = new OnDemand(async () => {
    const module = await import(
      /* webpackMode: "lazy", webpackChunkName: "features" */ './textHelp.ts'
    );
    return new module.TextHelp(feature);
  });
  store.add(
    languages.registerHoverProvider(settingsDocuments, {
      provideHover: async (document, at) => (await help.get()).hover.provideHover(document, at),
    }),
  );
  store.add(
    languages.registerRenameProvider(settingsDocuments, {
      prepareRename: async (document, at) => (await help.get()).rename.prepareRename(document, at),
      provideRenameEdits: async (document, at, name) =>
        (await help.get()).rename.provideRenameEdits(document, at, name),
    }),
  );
  store.add(
    languages.registerCodeActionsProvider(
      settingsDocuments,
      {
        provideCodeActions: async (document, place, context) =>
          (await help.get()).fixes.provideCodeActions(document, place, context),
      },
      { providedCodeActionKinds: fixKinds },
    ),
  );
  store.add(
    languages.registerCompletionItemProvider(
      settingsDocuments,
      {
        provideCompletionItems: async (...place) =>
          (await help.get()).completion.provideCompletionItems(...place),
      },
      '"',
      ':',
    ),
  );
  return store;
}
