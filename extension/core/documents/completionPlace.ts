import { createScanner, type JSONPath } from 'jsonc-parser';

import type { TextRange } from '../../../server-runtime/launch/model.ts';

/** What can be written at an offset of a JSON text, and what stands around it. */
export interface CompletionPlace {
  readonly kind: 'key' | 'value';
  /** Of the value, or of the object that the key is for. */
  readonly path: JSONPath;
  /** What is there already and gives way. */
  readonly range: TextRange;
  /** Whether a key has its colon, so that only its name is written. */
  readonly hasValue: boolean;
  /** Whether what follows has to be separated. */
  readonly needsComma: boolean;
  /** Where a comma is missing before it. */
  readonly missingComma: number | undefined;
}

/** The place at the offset; undefined in a comment and where no key or value can stand. */
export function placeAt(text: string, offset: number): CompletionPlace | undefined {
  // By their first characters: jsonc-parser's SyntaxKind cannot be imported where each file is compiled alone.
  const path: JSONPath = [];
  let lastText = '';
  let before = '';
  let secondBefore = '';
  let beforeEnd = 0;
  let start = offset;
  let end = offset;
  let after = '';
  const scanner = createScanner(text);
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const from = scanner.getTokenOffset();
    const to = from + scanner.getTokenLength();
    const first = text.charAt(from);
    if (/\s/.test(first)) continue;
    if (/^\/[/*]/.test(text.slice(from, from + 2))) {
      const isOpen = !text.slice(from, to).endsWith('*/') || offset < to;
      if (from < offset && offset <= to && isOpen) return undefined;
      continue;
    }
    const isMark = '{}[],:'.includes(first);
    if (to < offset || (to === offset && isMark)) {
      if (first === '{') path.push('');
      else if (first === '[') path.push(0);
      else if (first === '}' || first === ']') path.pop();
      else if (first === ':') path[path.length - 1] = lastText;
      [secondBefore, before, beforeEnd] = [before, first, to];
      lastText = scanner.getTokenValue();
    } else if (!isMark && (from < offset || (from === offset && before === ':'))) {
      start = from;
      // A string that lacks its closing quote takes in the rest of its line.
      end = first === '"' && !/^"(?:[^"\\]|\\.)*"$/.test(text.slice(from, to)) ? offset : to;
    } else {
      after = first;
      break;
    }
  }
  if (typeof path.at(-1) !== 'string') return undefined;
  const isValue = before === ':';
  // Behind a whole property, whose comma is not written yet.
  const lacksComma = /[}\]]/.test(before) || (secondBefore === ':' && /["\w-]/.test(before));
  const isFree = isValue ? !/[{[:]/.test(after) : '{,'.includes(before) || beforeEnd < start;
  if (!isFree || !(isValue || '{,'.includes(before) || lacksComma)) return undefined;
  if (!isValue) path.pop();
  return {
    kind: isValue ? 'value' : 'key',
    path,
    range: { offset: start, length: end - start },
    hasValue: after === ':',
    needsComma: !',}]'.includes(after),
    missingComma: lacksComma ? beforeEnd : undefined,
  };
}
