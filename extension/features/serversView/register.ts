import { commands, l10n, type TreeView, window } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { executeCommand, registerCommand } from '../../platform/vscode/commandRegistry.ts';
import { setContextKey } from '../../platform/vscode/contextKeys.ts';
import { type CommandId, Commands, Views } from '../../platform/vscode/contributions.ts';
import { debuggedInstead } from '../../platform/vscode/debuggedInstead.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';
import { expandLaunches } from './expandLaunches.ts';
import { profileDrag } from './profileDrag.ts';
import { ServersTree } from './serversTree.ts';
import type { TreeFilter } from './treeFilter.ts';
import { hasDetails, nodesBelow, type TreeNode } from './treeNodes.ts';

export interface ServersViewFeature {
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
  readonly errors: ErrorBoundary;
}

/** What keys do for a profile from the rows of its launch, too; and what they do on a row of no profile. */
const launching = new Map<string, CommandId & `${string}Active`>([
  [Commands.run, Commands.runActive],
  [Commands.debug, Commands.debugActive],
  [Commands.stop, Commands.stopActive],
  [Commands.restart, Commands.restartActive],
]);

/** Shows the Server Profiles tree. */
export function registerServersView({
  profiles,
  servers,
  errors,
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
  // Of an extension host that was ended by force the editor still shows the badge, and is only told of changes.
  view.badge = { value: 0, tooltip: '' };
  view.badge = undefined;
  // So it keeps the key.
  setContextKey('serverProfiles.isFiltered', false);
  store.add(expandLaunches(view, tree, servers));
  const showFilter = (): void => tellFilter(view, tree);
  const setFilter = (filter: TreeFilter | undefined): void => {
    tree.setFilter(filter);
    setContextKey('serverProfiles.isFiltered', filter !== undefined);
    showFilter();
  };
  store.add(profiles.onDidChange(showFilter));
  store.add(
    servers.onDidChange(() => {
      const value = servers.all().filter(({ hasEnded }) => !hasEnded).length;
      // A badge in the Activity Bar: what runs is seen with the view closed.
      view.badge = value === 0 ? undefined : { value, tooltip: l10n.t('{0} running', value) };
      showFilter();
    }),
  );
  store.add(
    registerCommand(errors, Commands.filter, async () => {
      // From the palette: a filter of what is not in sight would do nothing that a person sees.
      if (!view.visible) await commands.executeCommand(`${Views.servers}.focus`);
      const { pickFilter } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './filterPicker.ts'
      );
      await pickFilter(tree.filter, setFilter);
    }),
  );
  store.add(registerCommand(errors, Commands.clearFilter, () => setFilter(undefined)));
  store.add(
    registerCommand(errors, Commands.forSelected, async (command) => {
      // Arrow keys move the focus, which extensions are not told of, and leave the selection behind.
      await commands.executeCommand('list.selectAndPreserveFocus');
      const node = view.selection[0];
      if (command === undefined) return;
      // That has toggled the row.
      if (node && isExpandable(node, servers)) {
        await view.reveal(node, { expand: true, select: false });
      }
      const forActive = launching.get(command);
      if (!node || !('profileId' in node)) {
        if (forActive) await executeCommand(forActive);
        return;
      }
      // A row of a launch stands for its profile when that is to start or stop, but not when it is to change.
      if (node.kind !== 'profile' && !forActive) return;
      if (!servers.isActive(node.profileId) && (await debuggedInstead(command))) return;
      await commands.executeCommand(command, tree.rowOf(node.profileId));
    }),
  );
  return { tree, dispose: () => store.dispose() };
}

function isExpandable(node: TreeNode, servers: ServerRegistry): boolean {
  if (node.kind === 'project') return true;
  if (node.kind !== 'profile') return nodesBelow(node).length > 0;
  // As it is now: a row that is selected may be of a moment ago.
  const server = servers.get(node.profileId);
  return server !== undefined && hasDetails(server);
}

/** Above the rows: that some are hidden, and by what. */
function tellFilter(view: TreeView<TreeNode>, { filter, counts }: ServersTree): void {
  const { shown, all } = counts;
  if (!filter) {
    if (view.message) view.message = '';
    return;
  }
  const state = {
    running: l10n.t('only running'),
    failed: l10n.t('only failed'),
    any: '',
  }[filter.state ?? 'any'];
  const what = [filter.text && `“${filter.text}”`, state].filter(Boolean).join(', ');
  // Without a row the welcome text speaks.
  view.message = shown === 0 ? '' : l10n.t('{0} of {1} profiles: {2}', shown, all, what);
}
