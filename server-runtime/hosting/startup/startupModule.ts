import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { StartupClass } from './startupClass.ts';

const suffixes = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/**
 * Loads the startup class of a module: `Startup{Environment}`, else `Startup`, else the same names whatever their case,
 * else the default export.
 */
export async function loadStartupClass(
  modulePath: string,
  contentRootPath: string,
  environmentName: string,
): Promise<StartupClass> {
  const path = findModule(modulePath, contentRootPath);
  const exports = await importModule(path);
  const names = [`Startup${environmentName}`, 'Startup'];
  for (const name of names) if (isClass(exports[name])) return exports[name];
  for (const name of names) {
    const found = Object.keys(exports).find((key) => key.toLowerCase() === name.toLowerCase());
    if (found && isClass(exports[found])) return exports[found];
  }
  if (isClass(exports['default'])) return exports['default'];
  throw new Error(
    `A type named 'Startup${environmentName}' or 'Startup' could not be found in module '${path}'.`,
  );
}

/** Imports a module of the app: ECMAScript or CommonJS, JavaScript, or TypeScript where Node can run it. */
async function importModule(path: string): Promise<Record<string, unknown>> {
  try {
    const exports = (await import(/* webpackIgnore: true */ pathToFileURL(path).href)) as Record<
      string,
      unknown
    >;
    // What cjs-module-lexer does not see in a CommonJS module is on its default export.
    const main = exports['default'];
    return typeof main === 'object' && main !== null ? { ...main, ...exports } : exports;
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_FILE_EXTENSION' &&
      isTypeScript(path)
    ) {
      throw new Error(
        `Node ${process.version} cannot run '${path}'. TypeScript without a build step needs Node 22.18 or newer.`,
        { cause: error },
      );
    }
    throw error;
  }
}

/** Finds a module by path, with or without its suffix; in a folder, the one that is called `startup`. */
export function findModule(modulePath: string, contentRootPath: string): string {
  const path = modulePath.startsWith('file:')
    ? fileURLToPath(modulePath)
    : resolve(contentRootPath, modulePath);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile()) return path;
  const base = stats?.isDirectory() ? join(path, 'startup') : path;
  const found = suffixes.map((suffix) => base + suffix).find((candidate) => existsSync(candidate));
  if (found) return found;
  throw new Error(`The startup module '${path}' could not be found.`);
}

function isTypeScript(path: string): boolean {
  return /\.[cm]?ts$/.test(path);
}

function isClass(value: unknown): value is StartupClass {
  return typeof value === 'function' && typeof value.prototype === 'object';
}
