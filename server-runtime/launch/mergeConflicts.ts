import type { TextRange } from './model.ts';

/** The first lines of the conflicts that a merge has left in a text, by git's markers. */
export function mergeConflicts(text: string): TextRange[] {
  if (!/^>{7}/m.test(text)) return [];
  return [...text.matchAll(/^<{7}.*/gm)].map(({ index, 0: { length } }) => ({
    ...{ offset: index, length },
  }));
}
