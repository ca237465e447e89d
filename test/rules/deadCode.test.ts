// What nobody uses: exported values, style classes and icons of the Debug tab.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SourceFile } from './importRules.ts';
import { readFiles, repositoryFiles } from './repositoryFiles.ts';

const sources = readFiles(repositoryFiles().filter((path) => /\.(m?ts|m?js)$/.test(path)));
const styles = readFiles(
  repositoryFiles('extension/webview').filter((path) => path.endsWith('.css')),
);
const pages = sources.filter(({ path }) => path.startsWith('extension/webview/'));

/** Called by VS Code, by the name. */
const callers: ReadonlySet<string> = new Set(['extension/extension.ts deactivate']);

const exportedValue =
  /^export (?:abstract )?(?:async )?(?:function\*?|const|let|class) ([A-Za-z_$][\w$]*)/gm;

/** Exported functions, classes and constants that no other file names. Types may be named in a signature alone. */
function unusedExports(files: readonly SourceFile[]): string[] {
  const filesOf = new Map<string, number>();
  for (const { text } of files) {
    for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g))) {
      filesOf.set(word, (filesOf.get(word) ?? 0) + 1);
    }
  }
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(exportedValue)]
      .filter(([, name]) => filesOf.get(name!) === 1)
      .map(([, name]) => `${path} ${name}`)
      .filter((place) => !callers.has(place)),
  );
}

/** Classes that styles are for and no page has; `state-${…}` in a page has all that begin so. */
function unusedClasses(css: readonly SourceFile[], scripts: readonly SourceFile[]): string[] {
  const code = scripts.map(({ text }) => text).join('\n');
  const words = new Set(code.match(/[\w-]+/g));
  const beginnings = [...code.matchAll(/([\w-]+-)\$\{/g)].map(([, beginning]) => beginning!);
  return css.flatMap(({ path, text }) =>
    [...new Set(text.match(/(?<=\.)[a-zA-Z_][\w-]*/g))]
      .filter((name) => !words.has(name) && !beginnings.some((start) => name.startsWith(start)))
      .map((name) => `${path} .${name}`),
  );
}

/** Icons of the table that no page asks for. */
function unusedIcons(table: string, scripts: readonly SourceFile[]): string[] {
  const entries = /^const icons = \{([^}]*)\}/m.exec(table)?.[1]?.match(/\w+/g) ?? [];
  return entries.filter((name) => !scripts.some(({ text }) => text.includes(`'${name}'`)));
}

describe('Nothing is left that nobody uses', () => {
  it('among exported values', () => {
    assert.deepEqual(unusedExports(sources), []);
  });

  it('among the classes of the Debug tab', () => {
    assert.deepEqual(unusedClasses(styles, pages), []);
  });

  it('among the icons of the Debug tab', () => {
    const table = pages.find(({ path }) => path.endsWith('/icons.ts'));
    assert.ok(table);
    assert.deepEqual(
      unusedIcons(
        table.text,
        pages.filter((page) => page !== table),
      ),
      [],
    );
  });
});

describe('The checker of what nobody uses', () => {
  const file = (path: string, text: string): SourceFile => ({ path, text });

  it('sees an exported value that only its own file names', () => {
    const files = [
      file('a.ts', 'export function used() {}\nexport const left = 1;\nleft + left;'),
      file('b.ts', "import { used } from './a.ts';\nused();"),
    ];
    assert.deepEqual(unusedExports(files), ['a.ts left']);
  });

  it('sees a class that no page has', () => {
    const css = [file('a.css', '.row .gone, .state-up { margin: 0.5em }')];
    const scripts = [file('a.ts', 'html`<p class="row state-${state}">`')];
    assert.deepEqual(unusedClasses(css, scripts), ['a.css .gone']);
  });

  it('sees an icon that no page asks for', () => {
    assert.deepEqual(
      unusedIcons('const icons = {\n  add,\n  gone,\n};', [file('a.ts', "icon('add')")]),
      ['gone'],
    );
  });
});
