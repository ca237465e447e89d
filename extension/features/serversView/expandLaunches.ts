import type { TreeView } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { ServersTree } from './serversTree.ts';
import { hasDetails, type TreeNode } from './treeNodes.ts';

/**
 * Expands a profile's row when a launch has something to show below it, and when it has an address: the editor keeps rows
 * collapsed that had no children when they were first drawn, and may draw the first of them only after it was asked to
 * expand. What the person collapses stays so.
 */
export function expandLaunches(
  view: TreeView<TreeNode>,
  tree: ServersTree,
  servers: ServerRegistry,
): Disposable {
  const store = new DisposableStore();
  const expanded = new Map<string, string>();
  const collapsed = new Map<string, number>();
  const expand = (): void => {
    // Revealing in a hidden view would bring it in front.
    if (!view.visible) return;
    for (const server of servers.all()) {
      const { profileId, launchId, addresses } = server;
      const row = tree.rowOf(profileId);
      const step = `${launchId} ${addresses.length > 0 ? 'listens' : 'starts'}`;
      if (!row || !hasDetails(server) || expanded.get(profileId) === step) continue;
      expanded.set(profileId, step);
      if (collapsed.get(profileId) === launchId) continue;
      void view.reveal(row, { expand: true, select: false, focus: false });
    }
  };
  store.add(servers.onDidChange(expand));
  store.add(view.onDidChangeVisibility(expand));
  store.add(
    view.onDidCollapseElement(({ element }) => {
      if (element.kind !== 'profile') return;
      const server = servers.get(element.profileId);
      if (server) collapsed.set(element.profileId, server.launchId);
    }),
  );
  return store;
}
