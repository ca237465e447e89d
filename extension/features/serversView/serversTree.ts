import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { treeItem } from './treeItems.ts';
import { childNodes, profileNode, projectNode, type TreeNode } from './treeNodes.ts';

/** Projects, their profiles, and what runs: a view of the two hubs. A change of one server redraws its profile only. */
export class ServersTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #profiles: ProfileStore;
  readonly #servers: ServerRegistry;
  readonly #store = new DisposableStore();
  readonly #changed: EventEmitter<TreeNode | undefined>;
  /** The editor knows rows by object: one object per project and profile, until these are read again. */
  readonly #known = new Map<string, TreeNode>();

  constructor(profiles: ProfileStore, servers: ServerRegistry) {
    this.#profiles = profiles;
    this.#servers = servers;
    this.#changed = this.#store.add(new EventEmitter<TreeNode | undefined>());
    this.#store.add(profiles.onDidChange(() => this.#redrawAll()));
    this.#store.add(servers.onDidChange(({ profileId }) => this.#redraw(profileId)));
  }

  get onDidChangeTreeData(): EventEmitter<TreeNode | undefined>['event'] {
    return this.#changed.event;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    const nodes = node
      ? childNodes(this.#present(node), this.#profiles, this.#servers)
      : this.#profiles.projects.map(projectNode);
    return nodes.map((child) => this.#remember(child));
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.kind !== 'profile') return undefined;
    const project = this.#profiles.find(node.profileId)?.project;
    return project && this.#remember(projectNode(project));
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItem(this.#present(node));
  }

  /** The row of a profile; undefined when there is none. */
  rowOf(profileId: string): TreeNode | undefined {
    const found = this.#profiles.find(profileId);
    return found && this.#remember(profileNode(found.profile, this.#profiles, this.#servers));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #redrawAll(): void {
    this.#known.clear();
    this.#changed.fire(undefined);
  }

  #redraw(profileId: string): void {
    const known = this.#known.get(profileId);
    if (known) this.#changed.fire(known);
  }

  /** A profile's row as things stand, whenever its object was made. */
  #present(node: TreeNode): TreeNode {
    return node.kind === 'profile'
      ? profileNode(node.profile, this.#profiles, this.#servers)
      : node;
  }

  #remember(node: TreeNode): TreeNode {
    if (node.kind !== 'profile' && node.kind !== 'project') return node;
    const known = this.#known.get(node.id);
    if (known) return known;
    this.#known.set(node.id, node);
    return node;
  }
}
