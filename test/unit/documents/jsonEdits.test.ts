import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  createScanner,
  parse,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import {
  insertProperty,
  moveProperty,
  removeProperty,
  renameProperty,
  replaceValue,
} from '../../../extension/core/documents/jsonEdits.ts';
import { applyTextEdit, type TextEdit } from '../../../extension/core/documents/textEdit.ts';

type Entries = [name: string, value: unknown][];

const rootOf = (text: string): Node =>
  parseTree(text, undefined, { allowTrailingComma: true }) as Node;
const propertyAt = (root: Node, index: number): Node => root.children?.[index] as Node;

function entriesOf(text: string): Entries {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  assert.deepEqual(
    errors.map((e) => printParseErrorCode(e.error)),
    [],
    text,
  );
  return (tree?.children ?? []).map((property) => [
    property.children?.[0]?.value as string,
    parse(
      text.slice(
        property.children?.[1]?.offset,
        (property.children?.[1]?.offset ?? 0) + (property.children?.[1]?.length ?? 0),
      ),
    ),
  ]);
}

/** As tokens: what looks like a comment may stand in a name or a value. */
function commentsOf(text: string): string[] {
  const scanner = createScanner(text);
  const comments: string[] = [];
  for (let kind: number = scanner.scan(); kind !== 17; kind = scanner.scan()) {
    if (kind !== 12 && kind !== 13) continue;
    const offset = scanner.getTokenOffset();
    comments.push(text.slice(offset, offset + scanner.getTokenLength()));
  }
  return comments;
}
const hasTrailingComma = (text: string): boolean => {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: false });
  return errors.length > 0;
};

const scalar = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), fc.constant(null));
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.string({ maxLength: 4 }), scalar, { maxKeys: 2 }),
);

/** Documents as people write them: any white space and comments between the tokens, maybe a trailing comma. */
const document = fc
  .record({
    entries: fc.uniqueArray(fc.tuple(fc.string({ maxLength: 6 }), value), {
      selector: ([name]) => name,
      maxLength: 5,
    }),
    eol: fc.constantFrom('\n', '\r\n'),
    indent: fc.constantFrom('', '  ', '\t', '    '),
    trivia: fc.array(
      fc.constantFrom(
        '',
        '',
        '',
        ' ',
        ' //@c\n',
        ' /*@b*/',
        '\n//@own line\n',
        ' /*@two\nlines*/ ',
      ),
      { minLength: 40, maxLength: 40 },
    ),
    trailing: fc.boolean(),
  })
  .map(({ entries, eol, indent, trivia, trailing }): { entries: Entries; text: string } => {
    let n = 0;
    const t = (): string => trivia[n++ % trivia.length] as string;
    const body = entries
      .map(([name, v], i) => {
        const comma = i < entries.length - 1 || trailing ? `${t()},` : '';
        return `\n${indent}${t()}${JSON.stringify(name)}${t()}:${t()} ${JSON.stringify(v, undefined, indent)}${comma}`;
      })
      .join(t());
    return {
      entries,
      text: `{${t()}${body}${t()}\n}${t()}`.replaceAll('\n', eol),
    };
  });

function check(before: string, edit: TextEdit, expected: Entries): string {
  const after = applyTextEdit(before, edit);
  assert.deepEqual(
    entriesOf(after),
    expected.map(([n, v]) => [n, parse(JSON.stringify(v))]),
    `${JSON.stringify(before)}\n→ ${JSON.stringify(after)}`,
  );
  if (!hasTrailingComma(before))
    assert.equal(hasTrailingComma(after), false, `${before}\n→ ${after}`);
  return after;
}

const runs = { numRuns: 3000 };

describe('jsonEdits', () => {
  it('replaces one value and nothing else', () => {
    fc.assert(
      fc.property(document, value, fc.nat(), (doc, v, n) => {
        fc.pre(doc.entries.length > 0);
        const i = n % doc.entries.length;
        const node = propertyAt(rootOf(doc.text), i).children?.[1] as Node;
        const edit = replaceValue(doc.text, node, v);
        assert.ok(
          edit.offset >= node.offset && edit.offset + edit.length <= node.offset + node.length,
        );
        check(doc.text, edit, doc.entries.with(i, [(doc.entries[i] as Entries[0])[0], v]));
      }),
      runs,
    );
  });

  it('renames in place', () => {
    fc.assert(
      fc.property(document, fc.string(), fc.nat(), (doc, name, n) => {
        fc.pre(doc.entries.length > 0);
        const i = n % doc.entries.length;
        const edit = renameProperty(doc.text, propertyAt(rootOf(doc.text), i), name);
        check(doc.text, edit, doc.entries.with(i, [name, (doc.entries[i] as Entries[0])[1]]));
      }),
      runs,
    );
  });

  it('inserts at any index and keeps every comment', () => {
    fc.assert(
      fc.property(document, fc.string(), value, fc.nat(), (doc, name, v, n) => {
        const i = n % (doc.entries.length + 1);
        const edit = insertProperty(doc.text, rootOf(doc.text), name, v, i);
        const after = check(doc.text, edit, doc.entries.toSpliced(i, 0, [name, v]));
        assert.deepEqual(commentsOf(after), commentsOf(doc.text));
      }),
      runs,
    );
  });

  it('removes one property and leaves the others as they were', () => {
    fc.assert(
      fc.property(document, fc.nat(), (doc, n) => {
        fc.pre(doc.entries.length > 0);
        const i = n % doc.entries.length;
        const root = rootOf(doc.text);
        const after = check(
          doc.text,
          removeProperty(doc.text, root, propertyAt(root, i)),
          doc.entries.toSpliced(i, 1),
        );
        // Comments on lines of their own stay, but for those inside the removed property.
        const removed = propertyAt(root, i);
        const ownLines = (text: string): number =>
          commentsOf(text).filter((c) => c === '//@own line').length;
        const inside = doc.text.slice(removed.offset, removed.offset + removed.length);
        const untilComma =
          /^[^,}]*/.exec(
            doc.text
              .slice(removed.offset + removed.length)
              .replaceAll(/\/\/@[^\r\n]*\n/g, (c) => c),
          )?.[0] ?? '';
        assert.ok(
          ownLines(after) >= ownLines(doc.text) - ownLines(inside) - ownLines(untilComma),
          after,
        );
      }),
      runs,
    );
  });

  const removals: Record<string, [text: string, index: number, result: string]> = {
    'the first on its line': ['{ "a": 1, "b": 2 }', 0, '{ "b": 2 }'],
    'one in the middle': ['{ "a": 1, "b": 2, "c": 3 }', 1, '{ "a": 1, "c": 3 }'],
    'one at the end of a line': [
      '{\n  "a": 1, "b": 2,\n  "c": 3\n}',
      1,
      '{\n  "a": 1,\n  "c": 3\n}',
    ],
    'one with the comments behind it': [
      '{\n  "a": 1 /* x */, /* y */ // about a\n  "b": 2\n}',
      0,
      '{\n  "b": 2\n}',
    ],
    'one below a comment of its own line': [
      '{\n  // about a\n  "a": 1,\n  "b": 2\n}',
      0,
      '{\n  // about a\n  "b": 2\n}',
    ],
    'the only one': ['{ "a": 1 }', 0, '{ }'],
    'the last one': ['{ "a": 1, "b": 2 }', 1, '{ "a": 1 }'],
    'one without a blank': ['{"a":1,"b":2}', 0, '{"b":2}'],
    'a line, but nothing of the one before': [
      '{\n  "a": 1, \t\n  "b": 2,\n  "c": 3\n}',
      1,
      '{\n  "a": 1, \t\n  "c": 3\n}',
    ],
  };
  for (const [name, [before, index, result]] of Object.entries(removals)) {
    it(`removes ${name} with its blanks`, () => {
      const root = rootOf(before);
      const edit = removeProperty(before, root, propertyAt(root, index));
      assert.equal(applyTextEdit(before, edit), result);
    });
  }

  it('moves a property and leaves what stands between', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(), (doc, a, b) => {
        fc.pre(doc.entries.length > 0);
        const from = a % doc.entries.length;
        const to = b % doc.entries.length;
        const expected = doc.entries.toSpliced(from, 1);
        expected.splice(to, 0, doc.entries[from] as Entries[0]);
        const after = check(doc.text, moveProperty(doc.text, rootOf(doc.text), from, to), expected);
        assert.deepEqual(commentsOf(after).toSorted(), commentsOf(doc.text).toSorted());
      }),
      runs,
    );
  });
});
