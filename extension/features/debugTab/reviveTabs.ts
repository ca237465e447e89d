import { type Uri, window } from 'vscode';

import type { Clock } from '../../core/base/clock.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';
import { debugTabOf, debugTabViewType, replaceActiveBy } from './switchEditors.ts';

/** Milliseconds after which a tab in front that nobody was asked to fill belongs to nobody. */
const patience = 3000;

/**
 * Makes Debug tabs anew whose extension host has died: the editor goes on to show the page, with what it showed and with
 * buttons that nobody hears, and does not ask the next extension host for another one.
 * @param isServed whether the Debug tab in front is one of this extension host
 */
export function reviveTabs(
  errors: Pick<ErrorBoundary, 'run'>,
  clock: Clock,
  isServed: () => boolean,
): Disposable {
  const store = new DisposableStore();
  const revived = new Set<string>();
  let timer: Disposable | undefined;
  const orphan = (): Uri | undefined => {
    const uri = debugTabOf(window.tabGroups.activeTabGroup.activeTab);
    return uri && !isServed() && !revived.has(uri.toString()) ? uri : undefined;
  };
  const revive = async (): Promise<void> => {
    const uri = orphan();
    if (!uri) return;
    // Once: what cannot be made now is not made by trying for ever.
    revived.add(uri.toString());
    // The same editor would stay as it is.
    await replaceActiveBy('default');
    await replaceActiveBy(debugTabViewType);
  };
  const look = (): void => {
    timer?.dispose();
    if (orphan()) timer = clock.after(patience, () => void errors.run(revive));
  };
  store.defer(() => timer?.dispose());
  store.add(window.tabGroups.onDidChangeTabs(look));
  store.add(window.tabGroups.onDidChangeTabGroups(look));
  look();
  return store;
}
