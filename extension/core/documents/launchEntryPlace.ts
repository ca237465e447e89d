import { findNodeAtLocation, findNodeAtOffset, getNodeValue, parseTree } from 'jsonc-parser';

import type { TextRange } from '../../../server-runtime/launch/model.ts';
import { placeAt } from './completionPlace.ts';

/** Where an entry of `launch.json` names a project or a profile. */
export interface LaunchEntryPlace {
  readonly key: 'project' | 'profile';
  /** What is there already and gives way. */
  readonly range: TextRange;
  /** The entry's project folder, as it is written. */
  readonly project?: string;
  /** Whether what follows has to be separated. */
  readonly needsComma: boolean;
}

/** The name at the offset of a `launch.json`, or of the launch section of a workspace file; undefined elsewhere. */
export function launchEntryPlace(
  text: string,
  offset: number,
  debugType: string,
): LaunchEntryPlace | undefined {
  const place = placeAt(text, offset);
  if (place?.kind !== 'value') return undefined;
  const { path, range, needsComma } = place;
  // The place counts no elements, so the entry is looked up in the tree.
  const [key, , list, parent] = path.toReversed();
  if (list !== 'configurations' || path.length > 4) return undefined;
  if (parent !== undefined && parent !== 'launch') return undefined;
  if (key !== 'project' && key !== 'profile') return undefined;
  const root = parseTree(text, [], { allowTrailingComma: true });
  let entry = root && findNodeAtOffset(root, offset, true);
  while (entry && entry.type !== 'object') entry = entry.parent;
  if (!entry) return undefined;
  const valueOf = (name: string): unknown => {
    const node = findNodeAtLocation(entry, [name]);
    return node && getNodeValue(node);
  };
  if (valueOf('type') !== debugType) return undefined;
  const project = valueOf('project');
  return { key, range, needsComma, ...(typeof project === 'string' && { project }) };
}
