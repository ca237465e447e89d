// What an app's editor shows of the runtime: dist/runtime/index.d.ts, which `npm run build` makes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from './repositoryFiles.ts';

const declaration =
  /^(?:declare )?(?:abstract )?(interface|type|class|const|let|function) (\w+)(?:<[^{=]*?>)?(?: ((?:extends|implements) [^{=]*))?/;
// Four spaces deep; what is deeper, or only closes something, belongs to the member before.
const memberLine =
  /^ {4}(?:(?:static|protected|abstract|readonly|get|set) )*(\[[\w.]+\]|new|\w+)[?(<:;= ]/;
const notShown = /^ {4}(?:private |#private|constructor\(\);)/;

/** An interface or a class: its members, and whether a comment explains each. */
interface Members {
  /** Types whose comments an editor shows for members that have none of their own. */
  readonly bases: readonly string[];
  readonly byName: Map<string, boolean>;
}

/** Names that the rolled-up declarations export, and those of them that no doc comment explains. */
function findUndocumented(text: string): { exported: string[]; undocumented: string[] } {
  const list = /^export \{([^}]*)\};$/m.exec(text)?.[1] ?? '';
  const exported = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const documented = new Set<string>();
  const lines = text.split('\n');
  lines.forEach((line, i) => {
    const name = declaration.exec(line)?.[2];
    // An interface and its key share a name, and the comment.
    if (name && isExplained(lines, i)) documented.add(name);
  });
  return { exported, undocumented: exported.filter((name) => !documented.has(name)) };
}

/** Members of classes and interfaces that neither a comment of theirs nor one of a base explains. */
function findUndocumentedMembers(text: string): string[] {
  const types = readMembers(text);
  const isDocumented = (type: string, member: string): boolean => {
    const { bases = [], byName } = types.get(type) ?? {};
    return byName?.get(member) === true || bases.some((base) => isDocumented(base, member));
  };
  return [...types].flatMap(([type, { byName }]) =>
    [...byName.keys()]
      .filter((member) => !isDocumented(type, member))
      .map((member) => `${type}.${member}`),
  );
}

function readMembers(text: string): Map<string, Members> {
  const types = new Map<string, Members>();
  const lines = text.split('\n');
  let current: Members | undefined;
  lines.forEach((line, i) => {
    const [, kind, type = '', heritage = ''] = declaration.exec(line) ?? [];
    if (kind === 'interface' || kind === 'class') {
      const bases = heritage.replace(/<[^>]*>/g, '').match(/\b[A-Z]\w*/g) ?? [];
      types.set(type, (current = { bases, byName: new Map() }));
    } else if (!line.startsWith(' ')) current = undefined;
    const member = notShown.test(line) ? undefined : memberLine.exec(line)?.[1];
    if (!member || !current) return;
    // Overloads, and both halves of a property, share the comment of the first.
    if (!current.byName.has(member)) current.byName.set(member, isExplained(lines, i));
  });
  return types;
}

function isExplained(lines: readonly string[], i: number): boolean {
  return lines[i - 1]?.trimEnd().endsWith('*/') ?? false;
}

describe('Public types of the runtime', () => {
  const read = (): string => readFileSync(join(root, 'dist/runtime/index.d.ts'), 'utf8');

  it('have a doc comment each', () => {
    const { exported, undocumented } = findUndocumented(read());
    assert.ok(exported.length > 100);
    assert.deepEqual(undocumented, []);
  });

  it('have one for each member, their own or that of a base', () => {
    const text = read();
    const count = [...readMembers(text).values()].reduce((sum, { byName }) => sum + byName.size, 0);
    assert.ok(count > 500, `${count} members`);
    assert.deepEqual(findUndocumentedMembers(text), []);
  });

  it('are found out when they have none', () => {
    const text = `/** Explained. */
interface Good {
    inner: string;
}
declare const Good: symbol;
declare class Bad {
    /** Explained. */
    inner: string;
}
/**
 * Explained.
 */
declare abstract class Better {
}
export { Bad, Better, Good };
`;
    assert.deepEqual(findUndocumented(text), {
      exported: ['Bad', 'Better', 'Good'],
      undocumented: ['Bad'],
    });
  });

  it('are found out when a member has none', () => {
    const text = `/** Explained. */
interface IThing<T extends object> {
    /** Explained. */
    readonly shown: string;
    hidden?: T;
    call(options: {
        inner: string;
    }): void;
}
declare class Thing extends Base<IOther> implements IThing<Other> {
    #private;
    readonly shown: string;
    private secret;
    constructor(size: number);
    /** Explained. */
    get size(): number;
    set size(value: number);
    inherited(): void;
    static make<T>(): Thing;
    protected send(): void;
    [Symbol.iterator](): Iterator<string>;
}
declare class Base {
    #private;
    constructor();
    /** Explained. */
    inherited(): void;
}
`;
    assert.deepEqual(findUndocumentedMembers(text), [
      'IThing.hidden',
      'IThing.call',
      'Thing.constructor',
      'Thing.make',
      'Thing.send',
      'Thing.[Symbol.iterator]',
    ]);
  });
});
