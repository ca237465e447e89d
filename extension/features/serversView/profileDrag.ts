import { DataTransferItem, type DataTransfer, type TreeDragAndDropController } from 'vscode';

import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import type { TreeNode } from './treeNodes.ts';

const mimeType = 'application/vnd.code.tree.serverprofiles.servers';

/** Drags a profile onto another one: it takes that one's place in the file. */
export const profileDrag: TreeDragAndDropController<TreeNode> = {
  dragMimeTypes: [mimeType],
  dropMimeTypes: [mimeType],

  handleDrag([node]: readonly TreeNode[], transfer: DataTransfer): void {
    if (node?.kind === 'profile') transfer.set(mimeType, new DataTransferItem(node.profileId));
  },

  async handleDrop(target: TreeNode | undefined, transfer: DataTransfer): Promise<void> {
    const moved: unknown = transfer.get(mimeType)?.value;
    if (target?.kind !== 'profile' || typeof moved !== 'string' || moved === target.profileId)
      return;
    await executeCommand(Commands.moveProfileTo, moved, target.profileId);
  },
};
