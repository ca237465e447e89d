import { type Tab, type Uri, type ViewColumn, window, workspace } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { settingsLocation } from '../../core/documents/settingsLocation.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';
import { ignoresCase } from '../../platform/vscode/ignoresCase.ts';
import { debugTabOf, debugTabViewType, isTextOf, replaceActiveBy } from './switchEditors.ts';

/** A Debug tab whose file gets another name. */
interface MovedTab {
  readonly uri: Uri;
  readonly viewColumn: ViewColumn;
  /** The profile that it shows. */
  readonly profile: string | undefined;
}

interface DebugTabs {
  /** Name of the profile that a Debug tab on the file shows. */
  readonly profileShownOf: (uri: Uri) => string | undefined;
  /** Lets the next Debug tab on the file begin with a profile. */
  readonly prepare: (uri: Uri, profile: string) => Promise<void>;
}

/**
 * Keeps Debug tabs what they are when their file, or a folder above it, is renamed: the editor opens a renamed file with its
 * default editor, as text. Each becomes a Debug tab again as soon as it is in front.
 */
export function followRenames(
  errors: ErrorBoundary,
  { profileShownOf, prepare }: DebugTabs,
): Disposable {
  const store = new DisposableStore();
  let announced: MovedTab[] = [];
  let moved: MovedTab[] = [];
  let isBusy = false;
  const settle = async (): Promise<void> => {
    if (isBusy || moved.length === 0) return;
    const { activeTab, viewColumn } = window.tabGroups.activeTabGroup;
    const found = moved.find(
      (tab) => tab.viewColumn === viewColumn && isTextOf(activeTab, tab.uri),
    );
    if (!found) return;
    isBusy = true;
    moved = moved.filter((tab) => tab !== found);
    try {
      if (found.profile !== undefined) await prepare(found.uri, found.profile);
      await replaceActiveBy(debugTabViewType);
    } finally {
      isBusy = false;
    }
    // The next one can have come to the front meanwhile.
    await settle();
  };
  const settleSoon = (): void => void errors.run(settle);
  store.add(
    workspace.onWillRenameFiles(({ files }) => {
      announced = files.flatMap(({ oldUri, newUri }) =>
        window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
          tabs.flatMap((tab) => {
            const uri = movedUri(tab, oldUri, newUri);
            if (!uri || !settingsLocation(uri.path, ignoresCase(uri))) return [];
            const before = debugTabOf(tab);
            return [{ uri, viewColumn, profile: before && profileShownOf(before) }];
          }),
        ),
      );
    }),
  );
  store.add(
    workspace.onDidRenameFiles(() => {
      moved = announced;
      announced = [];
      settleSoon();
    }),
  );
  store.add(
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      // Who closes it and opens the text later wants the text.
      moved = moved.filter(({ uri }) => !closed.some((tab) => isTextOf(tab, uri)));
      settleSoon();
    }),
  );
  store.add(window.tabGroups.onDidChangeTabGroups(settleSoon));
  return store;
}

/** Where the file of a Debug tab goes; undefined when the tab is another one, or its file stays. */
function movedUri(tab: Tab, from: Uri, to: Uri): Uri | undefined {
  const uri = debugTabOf(tab);
  if (uri?.scheme !== from.scheme || uri.authority !== from.authority) return undefined;
  if (uri.path !== from.path && !uri.path.startsWith(`${from.path}/`)) return undefined;
  return to.with({ path: to.path + uri.path.slice(from.path.length) });
}
