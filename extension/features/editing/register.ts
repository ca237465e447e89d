import { languages } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { ProfileCodeLenses } from './codeLenses.ts';
import type { EditingFeature } from './editingFeature.ts';
import { fixKinds } from './fixKinds.ts';
import { settingsDocuments, SettingsReader } from './settingsDocuments.ts';
import type { TextHelp } from './textHelp.ts';

/** Help in the text of settings files: lenses, hovers, completion, quick fixes, rename. */
export function registerEditing(feature: EditingFeature): Disposable {
  const { documents, profiles, servers } = feature;
  const store = new DisposableStore();
  const reader = new SettingsReader(documents, profiles);
  const lenses = store.add(new ProfileCodeLenses(reader, profiles, servers));
  store.add(languages.registerCodeLensProvider(settingsDocuments, lenses));
  let loaded: TextHelp | undefined;
  const help = async (): Promise<TextHelp> => {
    const module = await import(
      /* webpackMode: "lazy", webpackChunkName: "features" */ './textHelp.ts'
    );
    return (loaded ??= new module.TextHelp(feature));
  };
  store.add(
    languages.registerHoverProvider(settingsDocuments, {
      provideHover: async (document, at) => (await help()).hover.provideHover(document, at),
    }),
  );
  store.add(
    languages.registerRenameProvider(settingsDocuments, {
      prepareRename: async (document, at) => (await help()).rename.prepareRename(document, at),
      provideRenameEdits: async (document, at, name) =>
        (await help()).rename.provideRenameEdits(document, at, name),
    }),
  );
  store.add(
    languages.registerCodeActionsProvider(
      settingsDocuments,
      {
        provideCodeActions: async (document, place, context) =>
          (await help()).fixes.provideCodeActions(document, place, context),
      },
      { providedCodeActionKinds: fixKinds },
    ),
  );
  store.add(
    languages.registerCompletionItemProvider(
      settingsDocuments,
      {
        provideCompletionItems: async (...place) =>
          (await help()).completion.provideCompletionItems(...place),
      },
      '"',
      ':',
    ),
  );
  return store;
}
