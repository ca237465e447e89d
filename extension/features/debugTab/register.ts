import { window } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { OnDemand } from '../../core/base/onDemand.ts';
import { registerCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { followRenames } from './followRenames.ts';
import { reviveTabs } from './reviveTabs.ts';
import { debugTabViewType } from './switchEditors.ts';

/** The Debug tab: a form on launchSettings.json, beside the text; and the commands that change its profiles. */
export function registerDebugTab(feature: DebugTabFeature): Disposable {
  const { errors, clock } = feature;
  const store = new DisposableStore();
  const tab = new OnDemand(async () => {
    const module = await import(
      /* webpackMode: "lazy", webpackChunkName: "features" */ './debugTab.ts'
    );
    return store.add(new module.DebugTab(feature));
  });
  store.add(
    window.registerCustomEditorProvider(
      debugTabViewType,
      {
        resolveCustomTextEditor: async (document, panel) =>
          (await tab.get()).provider.resolveCustomTextEditor(document, panel),
      },
      { supportsMultipleEditorsPerDocument: true, webviewOptions: { enableFindWidget: true } },
    ),
  );
  store.add(
    followRenames(errors, {
      profileShownOf: (uri) => tab.made?.provider.sessionsOf(uri.toString())[0]?.selectedName,
      prepare: async (uri, name) => (await tab.get()).provider.prepare(uri, name),
    }),
  );
  store.add(reviveTabs(errors, clock, () => tab.made?.provider.active !== undefined));
  const opening = [
    [Commands.openDebugTab, 'open'],
    [Commands.openDebugTabToSide, 'openToSide'],
  ] as const;
  for (const [id, how] of opening) {
    store.add(registerCommand(errors, id, async (target?) => (await tab.get())[how](target)));
  }
  const asText = [
    [Commands.openAsText, 'openAsText'],
    [Commands.openAsTextToSide, 'openAsTextToSide'],
  ] as const;
  for (const [id, how] of asText) {
    store.add(registerCommand(errors, id, async (file?) => (await tab.get())[how](file)));
  }
  const changes = [
    [Commands.renameProfile, 'rename'],
    [Commands.duplicateProfile, 'duplicate'],
    [Commands.moveProfileUp, 'moveUp'],
    [Commands.moveProfileDown, 'moveDown'],
    [Commands.deleteProfile, 'remove'],
  ] as const;
  for (const [id, command] of changes) {
    store.add(
      registerCommand(errors, id, async (target?) => (await tab.get()).change(command, target)),
    );
  }
  const ofShown = [
    [Commands.runShown, 'run'],
    [Commands.debugShown, 'debug'],
    [Commands.stopShown, 'stop'],
    [Commands.restartShown, 'restart'],
  ] as const;
  for (const [id, command] of ofShown) {
    store.add(registerCommand(errors, id, async () => (await tab.get()).changeShown(command)));
  }
  store.add(
    registerCommand(errors, Commands.moveProfileTo, async (moved, placeOf) =>
      (await tab.get()).moveTo(moved, placeOf),
    ),
  );
  return store;
}
