import type { TreeModel } from '../../extension/features/serversView/treeModel.ts';
import type { TreeNode } from '../../extension/features/serversView/treeNodes.ts';

/**
 * Stands in for VS Code's tree with every row expanded: it reads all rows once, and of a change the rows that it is told
 * of, with those below them.
 */
export class EditorTree {
  readonly #model: TreeModel;
  /** Ids of the rows that were read since {@link EditorTree.take}. */
  #read: string[] = [];

  constructor(model: TreeModel) {
    this.#model = model;
    this.refresh('all');
  }

  refresh(changes: readonly TreeNode[] | 'all'): void {
    for (const node of changes === 'all' ? this.#model.roots() : changes) this.#draw(node);
  }

  /** Ids of the rows that were read since the last call. */
  take(): string[] {
    return this.#read.splice(0);
  }

  #draw(node: TreeNode): void {
    this.#read.push(this.#model.present(node).id);
    for (const child of this.#model.children(node)) this.#draw(child);
  }
}
