import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { TreeFilter } from './treeFilter.ts';
import { treeItem } from './treeItems.ts';
import { TreeModel } from './treeModel.ts';
import type { TreeNode } from './treeNodes.ts';

/** Rows to draw again; undefined for all. */
type Redraw = TreeNode[] | undefined;

/** Projects, their profiles, and what runs: a view of the two hubs. A change redraws the rows that it touches. */
export class ServersTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #model: TreeModel;
  readonly #store = new DisposableStore();
  readonly #changed: EventEmitter<Redraw>;

  constructor(profiles: ProfileStore, servers: ServerRegistry) {
    this.#model = new TreeModel(profiles, servers);
    this.#changed = this.#store.add(new EventEmitter<Redraw>());
    this.#store.add(profiles.onDidChange(() => this.#redraw(this.#model.changes())));
    this.#store.add(
      servers.onDidChange(({ profileId }) => this.#redraw(this.#model.changesOfServer(profileId))),
    );
  }

  get onDidChangeTreeData(): EventEmitter<Redraw>['event'] {
    return this.#changed.event;
  }

  get filter(): TreeFilter | undefined {
    return this.#model.filter;
  }

  /** How many profiles are shown, of how many. */
  get counts(): TreeModel['counts'] {
    return this.#model.counts;
  }

  /** Shows only what passes; undefined shows everything. */
  setFilter(filter: TreeFilter | undefined): void {
    this.#model.setFilter(filter);
    this.#redraw(this.#model.changes());
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return node ? this.#model.children(node) : this.#model.roots();
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#model.parent(node);
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItem(this.#model.present(node));
  }

  /** The row of a profile; undefined when none is shown. */
  rowOf(profileId: string): TreeNode | undefined {
    return this.#model.rowOf(profileId);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #redraw(changes: ReturnType<TreeModel['changes']>): void {
    if (changes === 'all') this.#changed.fire(undefined);
    else if (changes.length > 0) this.#changed.fire([...changes]);
  }
}
