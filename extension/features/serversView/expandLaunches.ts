import type { TreeView } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { ServersTree } from './serversTree.ts';
import { hasDetails, type TreeNode } from './treeNodes.ts';

/**
 * Expands a profile's row once per launch, as soon as there is something below it: the editor keeps rows collapsed that
 * had no children when they were first drawn. What the person collapses stays so.
 */
export function expandLaunches(
  view: TreeView<TreeNode>,
  tree: ServersTree,
  servers: ServerRegistry,
): Disposable {
  const store = new DisposableStore();
  const expanded = new Map<string, number>();
  const expand = (): void => {
    // Revealing in a hidden view would bring it in front.
    if (!view.visible) return;
    for (const server of servers.all()) {
      const { profileId, launchId } = server;
      const row = tree.rowOf(profileId);
      if (!row || !hasDetails(server) || expanded.get(profileId) === launchId) continue;
      expanded.set(profileId, launchId);
      void view.reveal(row, { expand: true, select: false, focus: false });
    }
  };
  store.add(servers.onDidChange(expand));
  store.add(view.onDidChangeVisibility(expand));
  return store;
}
