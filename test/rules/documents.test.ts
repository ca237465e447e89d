// The documents stay true: what they name is there.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { SourceFile } from './importRules.ts';
import { readFiles, readJson, root } from './repositoryFiles.ts';

const documents = readFiles([
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/architecture.md',
  'test/bench/README.md',
]);
const manifest = readJson('package.json') as {
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** Links and quoted paths of a document that lead nowhere; a path in capitals stands for any name. */
function deadPaths({ path, text }: SourceFile): string[] {
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) =>
    join(dirname(path), match[1]!),
  );
  const quoted = [
    ...text.matchAll(/`((?:extension|server-runtime|test|scripts|samples|docs|media)\/[\w./-]*)`/g),
  ]
    .map((match) => match[1]!)
    .filter((name) => !/[A-Z]{3,}/.test(name));
  return [...links, ...quoted].filter((name) => !existsSync(join(root, name)));
}

function missingScripts(text: string): string[] {
  const named = [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(
    (match) => match[1]!,
  );
  return named.filter((name) => !(name in manifest.scripts));
}

describe('Documents', () => {
  for (const document of documents) {
    it(`${document.path} names paths that are there`, () => {
      assert.deepEqual(deadPaths(document), []);
    });

    it(`${document.path} names scripts that are there`, () => {
      assert.deepEqual(missingScripts(document.text), []);
    });
  }

  it('give a reason for every dependency, and for no other', () => {
    const text = documents.find(({ path }) => path === 'CONTRIBUTING.md')!.text;
    const table = text.slice(text.indexOf('## Dependencies'));
    const named = [...table.matchAll(/`((?:@[\w-]+\/)?[\w*-]+)`/g)].map((match) => match[1]!);
    const needed = Object.keys(manifest.devDependencies).filter(
      (name) => !name.startsWith('@types/'),
    );
    assert.deepEqual(
      needed.filter((name) => !named.includes(name)),
      [],
    );
  });
});

describe('The document checker', () => {
  it('sees a path and a link that lead nowhere', () => {
    const text =
      'See `extension/gone.ts` and [this](docs/gone.md), not `extension/features/NAME/`.';
    assert.deepEqual(deadPaths({ path: 'a.md', text }), ['docs/gone.md', 'extension/gone.ts']);
  });

  it('sees a script that is gone', () => {
    assert.deepEqual(missingScripts('run `npm run gone` and `npm test`'), ['gone']);
  });
});
