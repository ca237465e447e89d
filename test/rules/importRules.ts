import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { importTable, type ImportRow } from './importTable.ts';

/** A source file by its path from the repository's root, with slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

const staticImport = /^[ \t]*(?:import|export)\b(?:[^'";]*?\bfrom)?\s*['"]([^'"]+)['"]/gm;
const callImport = /(?:\bimport|\brequire)\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/g;

/** Every module that the text names in an import, an export, an `import()` or a `require()`; comments do not count. */
export function importSpecifiers(text: string): string[] {
  const code = text.replaceAll(/^[ \t]*\/\*[\s\S]*?\*\//gm, '').replaceAll(/^[ \t]*\/\/.*$/gm, '');
  return [staticImport, callImport].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => match[1]!),
  );
}

/** What `*` in a row's folder stands for in this path, or undefined when the row does not hold the path. */
function within(path: string, folder: string): boolean {
  if (folder.endsWith('.ts')) return path === folder;
  if (!folder.endsWith('/*')) return path.startsWith(`${folder}/`);
  const base = folder.slice(0, -1);
  return path.startsWith(base) && path.slice(base.length).includes('/');
}

function ownFolder(path: string, row: ImportRow): string {
  if (!row.folder.endsWith('/*')) return row.folder;
  const depth = row.folder.split('/').length;
  return path.split('/').slice(0, depth).join('/');
}

/** The row that decides for a file, or undefined for a file of no layer (tests, scripts). */
export function rowOf(path: string): ImportRow | undefined {
  return importTable.find((row) => within(path, row.folder));
}

function isAllowed(file: SourceFile, specifier: string, row: ImportRow): boolean {
  if (!specifier.startsWith('.')) {
    if (isBuiltin(specifier)) return row.node === true && specifier.startsWith('node:');
    return (row.packages ?? []).some(
      (name) => specifier === name || specifier.startsWith(`${name}/`),
    );
  }
  const target = join(dirname(file.path), specifier);
  const allowed = [ownFolder(file.path, row), ...row.may];
  if (!allowed.some((folder) => within(target, folder))) return false;
  // A folder's own rows may be narrower than the folder that holds them: hosting is not hosting/abstractions' to see.
  const owner = rowOf(target);
  if (!owner || owner === row) return true;
  return row.may.some((folder) => within(target, folder));
}

/** One line per import that the table does not allow. */
export function forbiddenImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const row = rowOf(file.path);
    if (!row) return [];
    return importSpecifiers(file.text)
      .filter((specifier) => !isAllowed(file, specifier, row))
      .map((specifier) => `${file.path} imports ${specifier}`);
  });
}
