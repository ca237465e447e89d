import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './importRules.ts';

/** The repository's root. */
export const root = join(import.meta.dirname, '..', '..');

const notOurs = new Set(['node_modules', 'dist', '.build', '.git', '.vscode-test', 'coverage']);

/** Paths of all files that belong to the repository, with slashes, in order. */
export function repositoryFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name) && !/\.(vsix|tsbuildinfo)$/.test(entry.name))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? repositoryFiles(path) : [path];
    });
}

/** The files with their text. */
export function readFiles(paths: readonly string[]): SourceFile[] {
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** A JSON file of the repository; comments are allowed at line starts. */
export function readJson(path: string): unknown {
  const text = readFileSync(join(root, path), 'utf8');
  return JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''));
}
