import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { treeItem } from './treeItems.ts';
import { childNodes, profileNode, rootNodes, type TreeNode } from './treeNodes.ts';

/** Projects, their profiles, and what runs: a view of the two hubs. A change of one server redraws its profile only. */
export class ServersTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #profiles: ProfileStore;
  readonly #servers: ServerRegistry;
  readonly #store = new DisposableStore();
  readonly #changed: EventEmitter<TreeNode | undefined>;
  /** The editor knows rows by object: the present object of each profile's row. */
  readonly #profileNodes = new Map<string, TreeNode>();

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
      : rootNodes(this.#profiles);
    return nodes.map((child) => this.#remember(child));
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItem(this.#present(node));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #redrawAll(): void {
    this.#profileNodes.clear();
    this.#changed.fire(undefined);
  }

  #redraw(profileId: string): void {
    const known = this.#profileNodes.get(profileId);
    if (known) this.#changed.fire(known);
  }

  /** A profile's row as things stand, whenever its object was made. */
  #present(node: TreeNode): TreeNode {
    return node.kind === 'profile'
      ? profileNode(node.profile, this.#profiles, this.#servers)
      : node;
  }

  /** One object per profile for everybody who asks, as long as the profile is the same. */
  #remember(node: TreeNode): TreeNode {
    if (node.kind !== 'profile') return node;
    const known = this.#profileNodes.get(node.profileId);
    if (known?.kind === 'profile' && known.profile === node.profile) return known;
    this.#profileNodes.set(node.profileId, node);
    return node;
  }
}
