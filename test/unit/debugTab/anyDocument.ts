// Settings files as they may come: every layout that JSON with comments allows, and every oddity that the form edits.
import * as fc from 'fast-check';
import { parseTree } from 'jsonc-parser';

type Value = string | number | boolean | null | readonly Value[] | Members;
/** An object as a list: names may stand twice, and in any order. */
interface Members {
  readonly members: readonly (readonly [name: string, value: Value])[];
}

/** How a document is written down. */
interface Layout {
  readonly eol: '\n' | '\r\n';
  readonly indent: string;
  /** `pretty`: a line for each property. `line`: all on one. `minimal`: without a blank. `wild`: comments and breaks anywhere. */
  readonly shape: 'pretty' | 'line' | 'minimal' | 'wild';
  readonly hasMark: boolean;
  readonly hasTrailingCommas: boolean;
  /** Whether some characters of keys are written as escapes. */
  readonly hasEscapes: boolean;
  /** Decides what stands at each place. */
  readonly dice: readonly number[];
}

/** Keys of environment variables are names of any kind; these make some of them meet. */
export const variableName = fc.oneof(
  fc.constantFrom('A', 'B'),
  fc.constantFrom('A', 'a', 'B', 'ASPNETCORE_ENVIRONMENT', '1', '0', '__proto__'),
  fc
    .string({ minLength: 1, maxLength: 4 })
    .filter((name) => name.trim() === name && !/[=\0]/.test(name)),
);

const profileName = fc.oneof(
  fc.constantFrom('web', 'IIS Express', '2', '1', 'a"b', '__proto__'),
  fc.string({ minLength: 1, maxLength: 4 }).filter((name) => name.trim() !== ''),
);
const text = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('', '--a "b c"', '// no', ','));
const url = fc.constantFrom('http://localhost:5000', 'https://localhost:5001;http://a:1', ' ; ;x');
const command = fc.constantFrom('Project', 'IISExpress', 'IIS', 'Executable', 'Docker', '');
const boolean = fc.oneof(fc.boolean(), fc.constantFrom('true', null));

const members = (
  ...of: fc.Arbitrary<readonly [string, Value]>[]
): fc.Arbitrary<readonly (readonly [string, Value])[]> =>
  fc.array(fc.oneof(...of), { maxLength: 6 });
const property = (
  name: string,
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<readonly [string, Value]> => {
  // Keys count in any case; the exact one is by far the most frequent.
  const spelling = fc.constantFrom(name, name, name, name, name, upper(name), name.toLowerCase());
  return fc.tuple(spelling, value);
};
const upper = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
const object = (of: fc.Arbitrary<readonly (readonly [string, Value])[]>): fc.Arbitrary<Members> =>
  of.map((found) => ({ members: found }));

const unknown: fc.Arbitrary<readonly [string, Value]> = fc.tuple(
  fc.constantFrom('x-mine', 'né', '$schema', 'deep'),
  fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(text, fc.integer(), fc.constant(1.5e-3), boolean),
      fc.array(tie('value'), { maxLength: 2 }),
      object(fc.array(fc.tuple(fc.string({ maxLength: 2 }), tie('value')), { maxLength: 2 })),
    ),
  })).value,
);

const environment = fc.oneof(
  object(fc.array(fc.tuple(variableName, fc.oneof(text, fc.integer())), { maxLength: 4 })),
  fc.constant(null),
);
const profile = object(
  members(
    property('commandName', command),
    property('commandLineArgs', text),
    property('workingDirectory', text),
    property('executablePath', text),
    property('launchBrowser', boolean),
    property('launchUrl', fc.oneof(text, fc.constant(null))),
    property('applicationUrl', url),
    property('environmentVariables', environment),
    property('environmentVariables', environment),
    property('ancmHostingModel', text),
    property('server', fc.constantFrom('proxied', 'x')),
    unknown,
  ),
);
const site = fc.oneof(
  object(members(property('applicationUrl', url), property('sslPort', fc.nat(65535)), unknown)),
  fc.constant(null),
);
const iisSettings = object(
  members(
    property('windowsAuthentication', fc.boolean()),
    property('anonymousAuthentication', fc.boolean()),
    property('iisExpress', site),
    property('iis', site),
    unknown,
  ),
);

/** Half of them have all that stands beside profiles. */
const root = fc
  .tuple(
    object(
      fc.array(fc.tuple(profileName, fc.oneof({ weight: 9, arbitrary: profile }, fc.integer())), {
        minLength: 1,
        maxLength: 4,
      }),
    ).chain((profiles) => property('profiles', fc.constant(profiles))),
    fc.array(fc.oneof(property('iisSettings', iisSettings), unknown), { maxLength: 2 }),
    fc.nat(2),
  )
  .map(([profiles, others, at]): Members => ({ members: others.toSpliced(at, 0, profiles) }));

const layout: fc.Arbitrary<Layout> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('  ', '    ', '\t', ''),
  shape: fc.constantFrom('pretty', 'pretty', 'line', 'minimal', 'wild'),
  hasMark: fc.nat(5).map((n) => n === 0),
  hasTrailingCommas: fc.nat(3).map((n) => n === 0),
  hasEscapes: fc.nat(3).map((n) => n === 0),
  dice: fc.array(fc.nat(11), { minLength: 32, maxLength: 32 }),
});

function write(value: Members, { eol, indent, shape, dice, ...layout }: Layout): string {
  let n = 0;
  const die = (): number => dice[n++ % dice.length] as number;
  const comment = (): string => `/*${shape === 'wild' && die() > 8 ? `${n}${eol}` : n}*/`;
  /** What may stand between two tokens. */
  const trivia = (): string => {
    if (shape === 'minimal') return '';
    const roll = die();
    if (shape !== 'wild') return roll > 10 ? ` ${comment()} ` : '';
    if (roll < 5) return roll % 2 === 0 ? '' : ' ';
    if (roll < 7) return ` ${comment()}`;
    if (roll < 9) return ` //${n}${eol}`;
    return roll < 11 ? `${eol}${indent}` : `${eol}//${n}${eol}`;
  };
  /** What leads to a property or a closing brace. */
  const gap = (depth: number): string => {
    if (shape === 'minimal') return '';
    if (shape === 'line') return ' ';
    const line = `${eol}${indent.repeat(depth)}`;
    const roll = die();
    if (shape === 'wild' && roll < 4) return ' ';
    if (roll > 9)
      return `${roll > 10 ? ` // ${n}` : ''}${line}// ${n}${eol}${line.slice(eol.length)}`;
    return roll > 8 ? ` //${n}${line}` : line;
  };
  const key = (name: string): string =>
    layout.hasEscapes
      ? `"${name.replaceAll(/[^]/g, (unit) => (die() > 6 || /["\\\p{C}]/u.test(unit) ? escaped(unit) : unit))}"`
      : JSON.stringify(name);
  const list = (open: string, items: readonly string[], depth: number, close: string): string => {
    if (items.length === 0) return open + (die() > 9 ? trivia() : '') + close;
    const last = layout.hasTrailingCommas && die() > 3 ? `${trivia()},` : '';
    const inner = items.map((item) => gap(depth + 1) + item).join(`${trivia()},`);
    return open + trivia() + inner + last + trivia() + gap(depth) + close;
  };
  const print = (what: Value, depth: number): string => {
    if (Array.isArray(what)) {
      const items = (what as readonly Value[]).map((item) => print(item, depth + 1));
      return list('[', items, depth, ']');
    }
    if (typeof what !== 'object' || what === null) return JSON.stringify(what);
    const items = (what as Members).members.map(
      ([name, one]) =>
        `${key(name)}${trivia()}:${shape === 'minimal' ? '' : ' '}${trivia()}${print(one, depth + 1)}`,
    );
    return list('{', items, depth, '}');
  };
  const head = die() > 9 && shape !== 'minimal' ? `// head${eol}` : '';
  return `${layout.hasMark ? '\uFEFF' : ''}${head}${print(value, 0)}${die() > 3 ? eol : ''}`;
}

function escaped(text: string): string {
  return String.raw`\u${text.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The text of a settings file that is JSON, with comments and trailing commas. */
export const anyDocument: fc.Arbitrary<string> = fc
  .tuple(root, layout)
  .map(([value, how]) => write(value, how));

/** What a generator has to come to within its runs, by name: each of these is something that people have in their files. */
export const oddities: Readonly<Record<string, (text: string) => boolean>> = {
  'a line comment': (found) => /^\s*\/\/ \d/m.test(found),
  'a block comment': (found) => found.includes('/*'),
  'a comment behind a value': (found) => /,[^\S\n]*\/\/ ?\d/.test(found),
  CRLF: (found) => found.includes('\r\n'),
  tabs: (found) => found.includes('\n\t"'),
  'no indentation': (found) => found.includes('\n"'),
  'a byte order mark': (found) => found.startsWith('\uFEFF'),
  'a trailing comma': (found) => /,\s*\}/.test(found),
  'an escape in a key': (found) => /"[^"\n]*\\u[^"\n]*"\s*:/.test(found),
  'one line': (found) => !found.trimEnd().includes('\n'),
  'no blank': (found) => /^\uFEFF?\{"[^\s]+\}$/.test(found.trimEnd()),
  'an empty object': (found) => found.includes('{}'),
  'a key that stands twice': (found) => hasTwice(found, (name) => name),
  'keys that differ by case': (found) => hasTwice(found, (name) => name.toLowerCase()),
  'a deep unknown key': (found) => /"deep":\s*\[\s*[[{]\s*[[{"]/.test(found),
  'a profile that is no object': (found) => /"profiles": ?\{[^{}]*": ?-?\d/.test(found),
};

function hasTwice(text: string, fold: (name: string) => string): boolean {
  const root = parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true });
  const look = (node: typeof root): boolean => {
    const names = node?.type === 'object' ? (node.children ?? []) : [];
    const keys = names.map(({ children }) => fold(String(children?.[0]?.value)));
    return new Set(keys).size < keys.length || (node?.children ?? []).some(look);
  };
  return look(root);
}
