import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const version = '1.4.5';

/** Bun: the one on the PATH, or npm's package in the cache, put there first. A reason where there is none. */
export function findBun(): { program: string } | { reason: string } {
  if (isRunning('bun')) return { program: 'bun' };
  const cache = process.env['SERVER_PROFILES_CACHE'];
  if (cache === undefined) return { reason: 'bun is not on the PATH' };
  const folder = path.join(cache, `bun-${version}`);
  const found = findIn(folder);
  if (found) return { program: found };

  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  // The package of the platform has the program in it; no script has to run.
  const npm = spawnSync('npm', ['install', '--no-save', '--ignore-scripts', `bun@${version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  const installed = findIn(folder);
  if (installed) return { program: installed };
  return { reason: `bun is not on the PATH, and npm could not install it:\n${npm.stderr}` };
}

function findIn(folder: string): string | undefined {
  const packages = path.join(folder, 'node_modules', '@oven');
  if (!existsSync(packages)) return undefined;
  return readdirSync(packages)
    .map((name) => path.join(packages, name, 'bin', 'bun'))
    .find(isRunning);
}

function isRunning(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}
