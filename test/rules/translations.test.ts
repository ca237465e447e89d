// Every text that a person reads has a German translation, and survives one: a pseudo-locale shows what would not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFiles, readJson, repositoryFiles } from './repositoryFiles.ts';

type Texts = Readonly<Record<string, string>>;

const quoted = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`;
const start = String.raw`(?:\bl10n\s*\.t|(?<!function )\blocalizableText)\(`;
const call = new RegExp(String.raw`${start}\s*(${quoted})\s*[,)]`, 'g');
const anyCall = new RegExp(start, 'g');

/** The texts of `l10n.t` calls, and of those that code without an editor makes for `sayText`. */
function textsIn(code: string): string[] {
  return [...code.matchAll(call)].map(([, literal = '""']) =>
    literal.slice(1, -1).replaceAll(/\\(.)/g, '$1'),
  );
}

/** The one place that translates what it is given. */
const translator = 'extension/platform/vscode/sayText.ts';
const sources = readFiles(
  ['extension', 'server-runtime']
    .flatMap((folder) => repositoryFiles(folder))
    .filter((path) => path.endsWith('.ts') && path !== translator),
);
const texts = [...new Set(sources.flatMap(({ text }) => textsIn(text)))].toSorted();
const german = readJson('l10n/bundle.l10n.de.json') as Texts;

/** `{0}`, commands of links, and variables of snippets: what a translation may not lose. */
function fixedParts(text: string): string[] {
  return [...text.matchAll(/\{\d\}|\(command:[\w.]+\)|%NAME%/g)].map(([part]) => part).toSorted();
}

const schemaTexts = new Set(['title', 'description', 'label', 'enumDescriptions']);

/** A JSON schema with nothing for its texts; what snippets insert is no text. */
function withoutTexts(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema, (key, value) => (isText(key, value) ? '' : value)));
}

/** The texts of a JSON schema, from top to bottom. */
function textsOfSchema(schema: unknown): string[] {
  const texts: string[] = [];
  JSON.stringify(schema, (key, value: unknown) => {
    if (isText(key, value)) texts.push(...[value].flat().map(String));
    return value;
  });
  return texts;
}

function isText(key: string, value: unknown): boolean {
  return schemaTexts.has(key) && (typeof value === 'string' || Array.isArray(value));
}

/** A text as a language with longer words and other letters would have it. */
function pseudo(text: string): string {
  const accents: Texts = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', A: 'Á', E: 'É', O: 'Ó' };
  const parts = text.split(/(\{\d\}|\(command:[\w.]+\)|%NAME%)/);
  return `[${parts.map((part, i) => (i % 2 ? part : part.replaceAll(/[aeiouAEO]/g, (c) => accents[c] ?? c))).join('')}]`;
}

describe('Translations', () => {
  it('take every text from a literal, so that tools find it', () => {
    const unreadable = sources.flatMap(({ path, text }) =>
      [...text.matchAll(anyCall)].length === textsIn(text).length ? [] : [path],
    );
    assert.deepEqual(unreadable, []);
  });

  it('have a German text for each, and none for what is gone', () => {
    assert.deepEqual(Object.keys(german).toSorted(), texts);
  });

  it('have a German text for each of the manifest', () => {
    const english = readJson('package.nls.json') as Texts;
    const manifest = readJson('package.nls.de.json') as Texts;
    assert.deepEqual(Object.keys(manifest).toSorted(), Object.keys(english).toSorted());
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual(fixedParts(manifest[key] ?? ''), fixedParts(text), key);
    }
  });

  it('have a German schema that differs in its texts only', () => {
    const [english, translated] = ['package.nls.json', 'package.nls.de.json'].map((file) =>
      readJson((readJson(file) as Texts)['schema.launchSettings'] ?? ''),
    );
    assert.deepEqual(withoutTexts(translated), withoutTexts(english));
    const texts = textsOfSchema(english);
    assert.ok(texts.length > 80);
    assert.deepEqual(
      textsOfSchema(translated).filter(
        (text, i) => text === texts[i] && !/^IIS Express$/.test(text),
      ),
      [],
    );
  });

  it('keep what is filled in', () => {
    for (const [text, translated] of Object.entries(german)) {
      assert.deepEqual(fixedParts(translated), fixedParts(text), text);
    }
  });

  it('stay readable in a pseudo-locale', () => {
    for (const text of texts) {
      assert.deepEqual(fixedParts(pseudo(text)), fixedParts(text), text);
    }
  });
});

describe('The translation checker', () => {
  it('sees a text that is put together', () => {
    assert.deepEqual(textsIn("l10n.t('a' , b); l10n.t(c)"), ['a']);
    assert.deepEqual(
      textsIn("localizableText('a {0}', b); localizableText(`c`); localizableText(d)"),
      ['a {0}'],
    );
    assert.equal([...'localizableText(`c`); localizableText(d)'.matchAll(anyCall)].length, 2);
    assert.deepEqual(fixedParts('a {0} [b](command:c.d)'), ['(command:c.d)', '{0}']);
  });
});
