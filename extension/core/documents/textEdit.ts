/** One replacement in a text. Offsets and lengths are UTF-16 code units, as VS Code's own positions. */
export interface TextEdit {
  offset: number;
  length: number;
  text: string;
}

/** The text with the edit made. */
export function applyTextEdit(source: string, edit: TextEdit): string {
  return source.slice(0, edit.offset) + edit.text + source.slice(edit.offset + edit.length);
}

/**
 * The same edit without the characters at both ends that stay as they are, so that cursors, folding and diffs
 * outside the real change are left alone.
 */
export function minimize(source: string, edit: TextEdit): TextEdit {
  const old = source.slice(edit.offset, edit.offset + edit.length);
  const limit = Math.min(old.length, edit.text.length);
  let start = 0;
  while (start < limit && old.charCodeAt(start) === edit.text.charCodeAt(start)) start++;
  if (isWithinPair(old, start) || isWithinPair(edit.text, start)) start--;
  let end = 0;
  while (
    end < limit - start &&
    old.charCodeAt(old.length - 1 - end) === edit.text.charCodeAt(edit.text.length - 1 - end)
  ) {
    end++;
  }
  if (isWithinPair(old, old.length - end) || isWithinPair(edit.text, edit.text.length - end)) end--;
  return {
    offset: edit.offset + start,
    length: old.length - start - end,
    text: edit.text.slice(start, edit.text.length - end),
  };
}

/** Whether a place is between the two code units of one character, where the editor cuts no text. */
function isWithinPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
}
