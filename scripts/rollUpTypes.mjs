// dist/runtime/index.d.ts: the declarations of the runtime's public face in one file. The compiler writes one file per
// source; this walks them from index.d.ts, drops the imports between them, keeps the declarations that an exported one
// needs, and exports what index.ts exports.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const face = `${root}server-runtime/index.ts`;
const output = `${root}dist/runtime/index.d.ts`;

if (!existsSync(face)) {
  console.warn('dist/runtime/index.d.ts: left out, there is no server-runtime/index.ts');
  process.exit(0);
}

const tsc = `${root}node_modules/typescript/bin/tsc`;
const checked = spawnSync(process.execPath, [tsc, '-b', 'server-runtime'], {
  cwd: root,
  encoding: 'utf8',
});
// Declarations are written in spite of type errors, which `npm run typecheck` reports.
if (checked.error) throw checked.error;

const statement = /^(?:import|export)\s[^;]*?\sfrom\s+['"]([^'"]+)['"];$/gm;
const inlineImport = /import\("(\.[^"]+)"\)\.(\w+)/g;
const topLevelName =
  /^(?:export )?(?:declare )?(?:abstract )?(?:interface|type|class|const|let|function|enum) (\w+)/gm;

const declaredIn = new Map();
/** Names that the declarations take from other packages, by package. */
const outside = new Map();
const parts = [];
const seen = new Set();
const problems = [];

/** Names between the braces of an import or export statement; a renaming one cannot be rolled up. */
function namesOf(text, file) {
  const list = /\{([^}]*)\}/.exec(text)?.[1] ?? '';
  const names = list.split(',').map((name) => name.trim().replace(/^type /, ''));
  for (const name of names) {
    if (/\sas\s/.test(name)) problems.push(`${file}: "${name}" renames; use the declared name`);
  }
  return names.filter(Boolean);
}

function visit(declarations) {
  if (seen.has(declarations)) return [];
  seen.add(declarations);
  const name = relative(`${root}.build/types`, declarations);
  const text = readFileSync(declarations, 'utf8');
  const exported = [];
  const follow = (specifier) =>
    visit(resolve(dirname(declarations), specifier.replace(/\.ts$/, '.d.ts')));

  let body = text.replace(statement, (whole, specifier) => {
    if (!specifier.startsWith('.')) {
      const taken = outside.get(specifier) ?? new Set();
      for (const taking of namesOf(whole, name)) taken.add(taking);
      outside.set(specifier, taken);
      return '';
    }
    follow(specifier);
    if (whole.startsWith('export')) exported.push(...namesOf(whole, name));
    else namesOf(whole, name);
    return '';
  });
  body = body.replace(inlineImport, (_whole, specifier, imported) => {
    follow(specifier);
    return imported;
  });
  const own = new Set([...body.matchAll(topLevelName)].map((match) => match[1]));
  for (const declared of own) {
    const other = declaredIn.get(declared);
    if (other) problems.push(`${name} and ${other} both declare ${declared}; rename one`);
    declaredIn.set(declared, name);
  }
  body = body
    .replace(/^\/\/\/ <reference.*$/gm, '')
    .replace(/^export \{\};$/gm, '')
    .replace(/^export (?:declare )?/gm, 'declare ')
    .replace(/^declare (interface|type) /gm, '$1 ')
    .trim();
  if (body) parts.push(body);
  return exported;
}

const entry = `${root}.build/types/server-runtime/index.d.ts`;
const names = [...new Set(visit(entry))].sort();
for (const name of names) {
  if (!declaredIn.has(name)) problems.push(`index.ts exports ${name}, which nothing declares`);
}
if (problems.length > 0) {
  console.error(`dist/runtime/index.d.ts cannot be made:\n  ${problems.join('\n  ')}`);
  process.exit(1);
}

/** The declarations that the names need, and those in turn, in their order. */
function reachable(text, names) {
  // A comment belongs to what follows it; within a union there are comments too.
  const start = '(?:declare|interface|type) ';
  const comment = '/\\*\\*(?:(?!\\*/)[^])*\\*/\\n';
  const declarations = text.split(new RegExp(`^(?=${comment}${start}|(?<!\\*/\\n)${start})`, 'm'));
  const bare = declarations.map((one) => one.replace(/\/\*\*[^]*?\*\//g, ''));
  const found = new Set();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    bare.forEach((one, index) => {
      topLevelName.lastIndex = 0;
      if (found.has(index) || topLevelName.exec(one)?.[1] !== name) return;
      found.add(index);
      open.push(...(one.match(/[A-Za-z_$][\w$]*/g) ?? []));
    });
  }
  return declarations.filter((_one, index) => found.has(index)).join('');
}

const declarations = reachable(`${parts.join('\n')}\n`, names);
const imports = [...outside].flatMap(([specifier, taken]) => {
  const needed = [...taken].filter((name) => new RegExp(`\\b${name}\\b`).test(declarations));
  return needed.length > 0
    ? `import type { ${needed.sort().join(', ')} } from '${specifier}';`
    : [];
});
mkdirSync(dirname(output), { recursive: true });
writeFileSync(
  output,
  [
    '/// <reference types="node" />',
    imports.sort().join('\n'),
    declarations.trimEnd(),
    `export { ${names.join(', ')} };`,
  ]
    .filter(Boolean)
    .join('\n') + '\n',
);
