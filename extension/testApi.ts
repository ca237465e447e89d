import { type MarkdownString, ThemeIcon, type TreeItem } from 'vscode';

import type { Project } from './core/profiles/project.ts';
import type { ServerSnapshot } from './core/servers/serverSnapshot.ts';
import type { ServersTree } from './features/serversView/serversTree.ts';
import type { TreeNode } from './features/serversView/treeNodes.ts';
import type { Services } from './services.ts';

/** A row of the tree as the editor draws it. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly contextValue: string;
  readonly tooltip: string;
  readonly children: readonly TreeRow[];
}

/** What `activate()` returns: a look at what a person sees, for tests. There is no way in it to change anything. */
export interface TestApi {
  projects(): readonly Project[];
  servers(): readonly ServerSnapshot[];
  /** The whole tree, every row expanded. */
  tree(): readonly TreeRow[];
  /** Calls back after profiles or servers changed. */
  onDidChange(callback: () => void): { dispose(): unknown };
}

/** Makes the test API. */
export function createTestApi({ profiles, servers }: Services, tree: ServersTree): TestApi {
  return {
    projects: () => profiles.projects,
    servers: () => servers.all(),
    tree: () => tree.getChildren().map((node) => toRow(tree, node)),
    onDidChange(callback) {
      const subscriptions = [profiles.onDidChange(callback), servers.onDidChange(callback)];
      return { dispose: () => subscriptions.forEach((subscription) => subscription.dispose()) };
    },
  };
}

function toRow(tree: ServersTree, node: TreeNode): TreeRow {
  const { label, description, iconPath, contextValue, tooltip } = tree.getTreeItem(node);
  return {
    label: textOf(label),
    description: typeof description === 'string' ? description : '',
    icon: iconPath instanceof ThemeIcon ? iconPath.id : '',
    contextValue: contextValue ?? '',
    tooltip: textOf(tooltip),
    children: tree.getChildren(node).map((child) => toRow(tree, child)),
  };
}

function textOf(value: TreeItem['label'] | string | MarkdownString): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  return 'label' in value ? value.label : value.value;
}
