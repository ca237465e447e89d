import assert from 'node:assert/strict';
import { dirname, join } from 'node:path/posix';
import { describe, it } from 'node:test';
import { importTable, type ImportRow } from './importTable.ts';
import { readJson, repositoryFiles } from './repositoryFiles.ts';

interface Project {
  folder: string;
  references: string[];
}

function readProject(path: string): Project {
  const folder = dirname(path);
  const { references = [] } = readJson(path) as { references?: { path: string }[] };
  return { folder, references: references.map((reference) => join(folder, reference.path)) };
}

const files = repositoryFiles();
/** Samples are apps of their own, and compile against the built runtime (samples.test.ts). */
const isOwn = (path: string): boolean => !/^(test\/fixtures|samples)\//.test(path);
const projects = files
  .filter((path) => path.endsWith('/tsconfig.json') && isOwn(path))
  .map(readProject);

function holds(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function rowOfProject(folder: string): ImportRow | undefined {
  return importTable.find((row) =>
    row.folder.endsWith('/*')
      ? dirname(folder) === row.folder.slice(0, -2)
      : holds(row.folder, folder),
  );
}

/** References that the import table does not allow; a project of a whole row may see what the row may. */
function forbiddenReferences({ folder, references }: Project): string[] {
  const row = rowOfProject(folder);
  if (!row) return [];
  return references
    .filter((reference) => !holds(row.folder, reference))
    .filter(
      (reference) => !row.may.some((may) => holds(may, reference) || dirname(may) === reference),
    )
    .map((reference) => `${folder} references ${reference}`);
}

describe('TypeScript projects', () => {
  it('are all built by the root project', () => {
    const { references } = readProject('tsconfig.json');
    assert.deepEqual(references.toSorted(), projects.map(({ folder }) => folder).toSorted());
  });

  it('are all visible to the tests', () => {
    const { references } = readProject('test/tsconfig.json');
    const wanted = projects.map(({ folder }) => folder);
    assert.deepEqual(
      references.toSorted(),
      wanted.filter((folder) => !folder.startsWith('test')).toSorted(),
    );
  });

  it('hold every source file', () => {
    const sources = files.filter((path) => path.endsWith('.ts') && isOwn(path));
    assert.deepEqual(
      sources.filter((path) => !projects.some(({ folder }) => holds(folder, path))),
      [],
    );
  });

  it('reference only what the import table allows', () => {
    assert.deepEqual(projects.flatMap(forbiddenReferences), []);
  });

  it('would be refused with a reference too many', () => {
    const planted = {
      folder: 'server-runtime/hosting',
      references: ['server-runtime/servers/kestrel'],
    };
    assert.deepEqual(forbiddenReferences(planted), [
      'server-runtime/hosting references server-runtime/servers/kestrel',
    ]);
    const slices = { folder: 'extension/features/a', references: ['extension/features/b'] };
    assert.equal(forbiddenReferences(slices).length, 1);
  });
});
