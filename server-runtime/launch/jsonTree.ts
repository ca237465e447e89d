import { createScanner, getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { TextRange } from './model.ts';

/** One member of a JSON object, in text order. */
export interface JsonMember {
  readonly name: string;
  readonly range: TextRange;
  readonly nameRange: TextRange;
  /** Absent when the text ends or breaks before the value. */
  readonly node: Node | undefined;
}

/** Deeper nesting than this is refused: the parser recurses, and no launchSettings file comes near. */
const maximumDepth = 200;

// jsonc-parser's SyntaxKind is a const enum, which cannot be imported where each file is compiled alone.
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const comma = 5;
const lineComment = 12;
const blockComment = 13;
const lineBreak = 14;
const blank = 15;
const endOfFile = 17;
// The same goes for its ScanError and ParseErrorCode.
const openCommentError = 1;
const unexpectedEndOfComment = 11;

/** A syntax error: the parser's code, by number, and where it stands. */
export interface JsonError extends TextRange {
  readonly code: number;
}

/** A parsed text, as far as it can be parsed. */
export interface JsonTree {
  readonly root: Node | undefined;
  readonly errors: readonly JsonError[];
  /** Comments and trailing commas, in text order. */
  readonly extensions: readonly TextRange[];
  /** Set instead of a tree when the nesting passes {@link maximumDepth}. */
  readonly tooDeepAt?: number;
}

/** Parses JSON with comments, trailing commas and a byte order mark. */
export function parseJsonTree(text: string): JsonTree {
  // The parser takes a byte order mark for an unknown symbol; a blank in its place keeps every offset.
  const source = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const { extensions, openComment, tooDeepAt } = scanTokens(source);
  if (tooDeepAt !== undefined) return { root: undefined, errors: [], extensions, tooDeepAt };
  const found: ParseError[] = [];
  // With an unclosed comment the parser's ranges pass the end of the text.
  const parsable = openComment
    ? source.slice(0, openComment.offset) + ' '.repeat(openComment.length)
    : source;
  const root = parseTree(parsable, found, { allowTrailingComma: true });
  const errors: JsonError[] = found.map(({ error, ...range }) => ({ code: error, ...range }));
  if (openComment) errors.unshift({ code: unexpectedEndOfComment, ...openComment });
  return { root, errors, extensions };
}

interface ScannedTokens {
  extensions: TextRange[];
  /** A block comment that runs to the end of the text. */
  openComment?: TextRange;
  tooDeepAt?: number;
}

function scanTokens(text: string): ScannedTokens {
  const scanner = createScanner(text);
  const extensions: TextRange[] = [];
  let depth = 0;
  let lastComma: TextRange | undefined;
  for (;;) {
    const token: number = scanner.scan();
    if (token === endOfFile) break;
    if (token === blank || token === lineBreak) continue;
    const range = { offset: scanner.getTokenOffset(), length: scanner.getTokenLength() };
    const tokenError: number = scanner.getTokenError();
    if (token === blockComment && tokenError === openCommentError) {
      return { extensions, openComment: { ...range, length: text.length - range.offset } };
    }
    if (token === lineComment || token === blockComment) {
      extensions.push(range);
      continue;
    }
    if (token === openBrace || token === openBracket) depth++;
    if (token === closeBrace || token === closeBracket) {
      depth--;
      if (lastComma) extensions.push(lastComma);
    }
    if (depth > maximumDepth) return { extensions, tooDeepAt: range.offset };
    lastComma = token === comma ? range : undefined;
  }
  return { extensions: extensions.toSorted((a, b) => a.offset - b.offset) };
}

/** The members of an object node, duplicates included; empty for every other node. */
export function membersOf(node: Node | undefined): JsonMember[] {
  if (node?.type !== 'object') return [];
  const members: JsonMember[] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined) continue;
    members.push({
      name: String(key.value),
      range: rangeOf(property),
      nameRange: rangeOf(key),
      node: value,
    });
  }
  return members;
}

/** Where a node stands. */
export function rangeOf(node: Node): TextRange {
  return { offset: node.offset, length: node.length };
}

/** The JavaScript value of a node; integer-like keys of objects lose their place here, so only for showing. */
export function valueOf(node: Node | undefined): unknown {
  return node === undefined ? undefined : getNodeValue(node);
}
