// A real VS Code for machines without a desktop: npm's code-server, installed once per user and version.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../support/installDependencies.mjs';
import { cacheDirectory, toolchainEnvironment } from '../support/paths.mjs';
import { runCommand } from '../support/runCommand.mjs';

const version = '4.139.1';

// JavaScript only: no install scripts, so no compiler, no headers, no other download. Its native modules are optional.
const npmArguments = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

async function npm(cwd, args) {
  const { code, tail } = await runCommand(...npmCommand([...args, ...npmArguments]), {
    cwd,
    env: toolchainEnvironment(),
    minutes: 10,
  });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${tail}`);
}

/**
 * The folder of the code-server package, installed first when it is missing.
 * @returns {Promise<{ path: string } | { reason: string }>} a reason where it cannot run
 */
export async function installCodeServer() {
  if (process.env.CODE_SERVER) return { path: process.env.CODE_SERVER };
  if (process.platform === 'win32') {
    return { reason: 'code-server does not run on Windows; to enable: install VS Code' };
  }
  const cache = cacheDirectory();
  const installed = join(cache, `code-server-${version}`);
  const inside = join('node_modules', 'code-server');
  if (existsSync(installed)) return { path: join(installed, inside) };

  console.log(`Installing VS Code for the browser (npm's code-server ${version}) into ${cache}`);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'installing-'));
  try {
    writeFileSync(join(work, 'package.json'), '{ "private": true }\n');
    await npm(work, ['install', '--no-save', `code-server@${version}`]);
    const vscode = join(work, inside, 'lib', 'vscode');
    await npm(vscode, ['install', '--omit=dev']);
    await npm(join(vscode, 'extensions'), ['install', '--omit=dev']);
    renameSync(work, installed);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    // Somebody else may have been faster.
    if (!existsSync(installed)) throw error;
  }
  return { path: join(installed, inside) };
}
