import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What apps import. */
const runtimeName = '@server-profiles/runtime';

/** The runtime that an app gets: its own when its `node_modules` holds one, else the bundled one. */
export interface ResolvedRuntime {
  file: string;
  isBundled: boolean;
}

/** Finds the runtime of the app in a folder. */
export function resolveRuntime(projectFolder: string): ResolvedRuntime {
  try {
    const file = createRequire(path.join(projectFolder, 'program.js')).resolve(runtimeName);
    return { file, isBundled: false };
  } catch {
    return { file: bundledRuntime(), isBundled: true };
  }
}

/** Makes `@server-profiles/runtime` resolve to that file wherever the app imports or requires it. */
export function redirectRuntime(runtime: ResolvedRuntime): void {
  // The app's own copy is found by Node itself.
  if (!runtime.isBundled) return;
  const url = pathToFileURL(runtime.file).href;
  if (typeof module.registerHooks === 'function') {
    // Node 22.15 and newer: import and require alike, in this thread.
    module.registerHooks({
      resolve: (specifier, context, next) =>
        specifier === runtimeName ? { url, shortCircuit: true } : next(specifier, context),
    });
    return;
  }
  redirectWithLoaderThread(runtime.file, url);
}

/** Older Node: a loader in a thread of its own for `import`, and the function behind `require`. */
function redirectWithLoaderThread(file: string, url: string): void {
  const source = `export const resolve = (specifier, context, next) =>
    specifier === ${JSON.stringify(runtimeName)}
      ? { url: ${JSON.stringify(url)}, shortCircuit: true }
      : next(specifier, context);`;
  module.register(`data:text/javascript,${encodeURIComponent(source)}`);
  redirectRequire(file);
}

/** Node without registerHooks: `require` asks this one function, which many tools replace in the same way. */
function redirectRequire(file: string): void {
  const loader = module as unknown as {
    _resolveFilename(request: string, ...rest: unknown[]): string;
  };
  const original = loader._resolveFilename.bind(loader);
  loader._resolveFilename = (request, ...rest) =>
    request === runtimeName ? file : original(request, ...rest);
}

function bundledRuntime(): string {
  // Beside host.js when bundled, one folder up in the sources.
  const beside = fileURLToPath(new URL('./runtime/index.js', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../index.ts', import.meta.url));
}
