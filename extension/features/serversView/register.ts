import { l10n, window } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { Views } from '../../platform/vscode/contributions.ts';
import { expandLaunches } from './expandLaunches.ts';
import { profileDrag } from './profileDrag.ts';
import { ServersTree } from './serversTree.ts';

export interface ServersViewFeature {
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
}

/** Shows the Server Profiles tree. */
export function registerServersView({
  profiles,
  servers,
}: ServersViewFeature): Disposable & { readonly tree: ServersTree } {
  const store = new DisposableStore();
  const tree = store.add(new ServersTree(profiles, servers));
  const view = store.add(
    window.createTreeView(Views.servers, {
      treeDataProvider: tree,
      showCollapseAll: true,
      dragAndDropController: profileDrag,
    }),
  );
  store.add(expandLaunches(view, tree, servers));
  store.add(
    servers.onDidChange(() => {
      const value = servers.all().filter(({ hasEnded }) => !hasEnded).length;
      // A badge in the Activity Bar: what runs is seen with the view closed.
      view.badge = value === 0 ? undefined : { value, tooltip: l10n.t('{0} running', value) };
    }),
  );
  return { tree, dispose: () => store.dispose() };
}
