import type { Node } from 'jsonc-parser';
import { minimize, type TextEdit } from './textEdit.ts';
import { detectTextStyle, formatValue, indentAt, type TextStyle } from './textStyle.ts';

/*
 * Edits of JSON objects with comments, each as one replacement that leaves every byte alone that it need not touch.
 * jsonc-parser's own `modify` re-formats around what it inserts and takes comments with what it removes; people's
 * comments and layout matter more here than short code.
 */

/** A property node and what stands around it. */
interface Slot {
  start: number;
  end: number;
  /** Offset of the comma that follows, or -1. */
  comma: number;
}

/** Replaces a value. */
export function replaceValue(text: string, value: Node, replacement: unknown): TextEdit {
  const formatted = formatValue(replacement, detectTextStyle(text), indentAt(text, value.offset));
  return minimize(text, { offset: value.offset, length: value.length, text: formatted });
}

/** Gives a property another name; its place and value stay. */
export function renameProperty(text: string, property: Node, name: string): TextEdit {
  const key = property.children?.[0];
  if (!key) throw new TypeError('A property node has a key.');
  return minimize(text, { offset: key.offset, length: key.length, text: JSON.stringify(name) });
}

/** Adds a property at an index (default: last). `value` is JSON data, or raw text that is already laid out. */
export function insertProperty(
  text: string,
  object: Node,
  name: string,
  value: unknown,
  index = object.children?.length ?? 0,
): TextEdit {
  const style = detectTextStyle(text);
  const properties = object.children ?? [];
  const first = properties[0];
  if (!first) return insertIntoEmpty(text, object, name, value, style);

  const ownLine = startsLine(text, first.offset);
  const indent = indentAt(text, first.offset);
  const separator = ownLine ? style.eol + indent : ' ';
  const property = `${JSON.stringify(name)}: ${formatValue(value, style, ownLine ? indent : '')}`;

  if (index < properties.length) {
    // Above the comments that lead the next one: they are about that.
    const at = startWithComments(text, object, index);
    return { offset: at, length: 0, text: `${property},${separator}` };
  }

  const last = slotOf(text, properties[properties.length - 1] as Node);
  const after = last.comma < 0 ? last.end : last.comma + 1;
  const at = endOfTrailingComment(text, after);
  const comment = text.slice(after, at);
  const lead = comment.includes('//') ? style.eol + indent : separator;
  // After a trailing comma comes the new property, itself with one: the author's way is kept.
  return last.comma < 0
    ? { offset: after, length: comment.length, text: `,${comment}${lead}${property}` }
    : { offset: at, length: 0, text: `${lead}${property},` };
}

/** Takes a property away, with its comma and its line; comments of its own line go with it, others stay. */
export function removeProperty(text: string, object: Node, property: Node): TextEdit {
  const properties = object.children ?? [];
  const index = properties.indexOf(property);
  const slot = slotOf(text, property);
  const previous = properties[index - 1];
  const isLast = index === properties.length - 1;

  const { start, end } = removalOf(text, slot);
  // The last one without a comma of its own: the comma before it would become a trailing one, which strict readers refuse.
  if (isLast && slot.comma < 0 && previous) {
    const before = slotOf(text, previous);
    if (before.comma >= 0) {
      const between = text.slice(before.comma + 1, start);
      // A line comment needs its line break.
      const kept = between.includes('//') ? between : between.trimEnd();
      return { offset: before.comma, length: end - before.comma, text: kept };
    }
  }
  const isWholeLine = start < slot.start;
  const blanks = endOfBlanks(text, end);
  if (isWholeLine || !isLineEnd(text, blanks)) {
    return { offset: start, length: blanks - start, text: '' };
  }
  const first = startOfBlanks(text, start);
  return { offset: first, length: end - first, text: '' };
}

/** Moves a property to another index among its siblings, with the comments that lead it. */
export function moveProperty(text: string, object: Node, from: number, to: number): TextEdit {
  const properties = object.children ?? [];
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  if (low < 0 || high >= properties.length) {
    throw new RangeError(`There is no property ${low < 0 ? low : high}.`);
  }
  const starts = properties.map((_, i) => startWithComments(text, object, i));
  const ends = properties.map((property) => property.offset + property.length);

  // Only the properties change places; commas, trailing comments and white space between the places stay.
  const order = properties.map((_, i) => i).slice(low, high + 1);
  const [moved] = order.splice(from - low, 1);
  order.splice(to - low, 0, moved as number);
  const replaced = order
    .map((source, i) => {
      const place = low + i;
      const gap = place < high ? text.slice(ends[place], starts[place + 1]) : '';
      return text.slice(starts[source], ends[source]) + gap;
    })
    .join('');
  const start = starts[low] as number;
  return minimize(text, { offset: start, length: (ends[high] as number) - start, text: replaced });
}

/** Where a property begins when the comments count that stand between it and the line of what comes before it. */
function startWithComments(text: string, object: Node, index: number): number {
  const property = object.children?.[index] as Node;
  const previous = object.children?.[index - 1];
  const before = previous ? slotOf(text, previous).comma : object.offset;
  let start = endOfTrailingComment(text, before + 1);
  while (start < property.offset && /\s/.test(text[start] as string)) start++;
  return start;
}

function insertIntoEmpty(
  text: string,
  object: Node,
  name: string,
  value: unknown,
  style: TextStyle,
): TextEdit {
  const outer = indentAt(text, object.offset);
  const inner = outer + style.indent;
  const property = `${style.eol}${inner}${JSON.stringify(name)}: ${formatValue(value, style, inner)}${style.eol}${outer}`;
  const closing = object.offset + object.length - 1;
  const content = text.slice(object.offset + 1, closing);
  // Only comments can stand in an empty object: they stay above the new property.
  return content.trim() === ''
    ? { offset: object.offset + 1, length: content.length, text: property }
    : {
        offset: object.offset + 1 + content.trimEnd().length,
        length: content.length - content.trimEnd().length,
        text: property,
      };
}

function slotOf(text: string, property: Node): Slot {
  const end = property.offset + property.length;
  const comma = skipTrivia(text, end);
  return { start: property.offset, end, comma: text[comma] === ',' ? comma : -1 };
}

/** The first offset at or after the given one that is neither white space nor inside a comment. */
function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (/\s/.test(text[at] ?? 'x')) at++;
    if (text.startsWith('//', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = endOfBlockComment(text, at);
    else return at;
  }
}

function endOfBlockComment(text: string, from: number): number {
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? text.length : end + 2;
}

/** The offset of the line's end, before its line break. */
function endOfLine(text: string, from: number): number {
  const end = /[\r\n]|$/.exec(text.slice(from));
  return from + (end?.index ?? 0);
}

/** The end of what belongs to the property before `from` on the same line: blanks and comments up to the line break. */
function endOfTrailingComment(text: string, from: number): number {
  let at = from;
  let end = from;
  for (;;) {
    at = endOfBlanks(text, at);
    if (text.startsWith('//', at)) return endOfLine(text, at);
    if (!text.startsWith('/*', at)) return end;
    const close = endOfBlockComment(text, at);
    if (text.slice(at, close).includes('\n')) return end;
    at = end = close;
  }
}

/** The offset after the blanks from the given one on. */
function endOfBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** The offset before the blanks that lead to the given one. */
function startOfBlanks(text: string, to: number): number {
  let at = to;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  return at;
}

function isLineEnd(text: string, offset: number): boolean {
  return offset === text.length || text[offset] === '\n' || text[offset] === '\r';
}

/** True when only white space stands before the offset on its line. */
function startsLine(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return lineStart > 0 && text.slice(lineStart, offset).trim() === '';
}

/** The start of the line break and white space that lead to the offset. */
function startOfLine(text: string, offset: number): number {
  const lineBreak = text.lastIndexOf('\n', offset - 1);
  return text[lineBreak - 1] === '\r' ? lineBreak - 1 : lineBreak;
}

/** What goes with a removed property: its comma, a comment behind it, and its line when nothing else stands there. */
function removalOf(text: string, slot: Slot): { start: number; end: number } {
  const afterComma = slot.comma < 0 ? slot.end : slot.comma + 1;
  const end = endOfTrailingComment(text, afterComma);
  if (isLineEnd(text, end) && startsLine(text, slot.start))
    return { start: startOfLine(text, slot.start), end };
  return { start: slot.start, end: afterComma };
}
