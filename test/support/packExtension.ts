import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** What the manifests of small extensions have in common. */
const common = {
  publisher: 'test',
  version: '1.0.0',
  license: 'MIT',
  engines: { vscode: '^1.101.0' },
  main: './extension.js',
  extensionKind: ['workspace'],
};

/** What is an extension's own: name, activation events, contributions. */
interface Manifest {
  readonly name: string;
  readonly [key: string]: unknown;
}

/** Writes an extension of one file, `extension.js`, into a new folder below the parent; returns that. */
export function writeExtension(parent: string, manifest: Manifest, program: string): string {
  const folder = join(parent, manifest.name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...common, ...manifest }));
  writeFileSync(join(folder, 'extension.js'), program);
  return folder;
}

/** Packs an extension of one file, `extension.js`, into a folder; returns its .vsix. */
export function packExtension(parent: string, manifest: Manifest, program: string): string {
  const folder = writeExtension(parent, manifest, program);
  const vsix = join(parent, `${manifest.name}.vsix`);
  execFileSync(
    process.execPath,
    [
      ...[join(root, 'node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--out', vsix],
      ...['--no-dependencies', '--allow-missing-repository', '--skip-license'],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  return vsix;
}
