import { findNodeAtOffset, type Node, parseTree } from 'jsonc-parser';

import type { TextRange } from '../../../server-runtime/launch/model.ts';

/** A property below `iisSettings`. */
export interface IisSettingsPlace {
  /** Names below `iisSettings`, as the file spells them. */
  readonly path: readonly string[];
  /** Of the property, name and value. */
  readonly range: TextRange;
}

/**
 * The innermost property of the settings that an offset stands in.
 * @param settingsRange of the value of `iisSettings`
 */
export function iisSettingsPlace(
  text: string,
  settingsRange: TextRange,
  offset: number,
): IisSettingsPlace | undefined {
  const { offset: start, length } = settingsRange;
  if (offset < start || offset > start + length) return undefined;
  const root = parseTree(text.slice(start, start + length));
  let node: Node | undefined = root && findNodeAtOffset(root, offset - start, true);
  let innermost: Node | undefined;
  const path: string[] = [];
  for (; node; node = node.parent) {
    if (node.type !== 'property') continue;
    innermost ??= node;
    path.unshift(String(node.children?.[0]?.value));
  }
  if (!innermost) return undefined;
  return { path, range: { offset: start + innermost.offset, length: innermost.length } };
}
