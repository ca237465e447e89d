// Where things are. Built-ins only: everything in scripts/ that runs before `npm ci` stands on this.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, with a trailing separator. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const binaries = join(root, 'node_modules', '.bin');

/** Node 24 from the `node` package; the running one where that package has none for this platform. */
export function toolchainNode() {
  const packaged = join(root, 'node_modules', 'node', 'bin', 'node');
  const candidates = [packaged, `${packaged}.exe`];
  return candidates.find((path) => existsSync(path)) ?? process.execPath;
}

/** The environment of every step: Node 24 and the tools first on PATH, no inherited Node options. */
export function toolchainEnvironment(extra = {}) {
  const { NODE_OPTIONS: _nodeOptions, NODE_TEST_CONTEXT: _context, ...environment } = process.env;
  const key = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  environment[key] = [binaries, environment[key]].filter(Boolean).join(delimiter);
  return { ...environment, ...extra };
}

/** Downloads that outlive a clone; `SERVER_PROFILES_CACHE` moves it. */
export function cacheDirectory() {
  if (process.env.SERVER_PROFILES_CACHE) return process.env.SERVER_PROFILES_CACHE;
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches')
      : process.platform === 'win32' && process.env.LOCALAPPDATA
        ? process.env.LOCALAPPDATA
        : join(homedir(), '.cache'));
  return join(base, 'server-profiles');
}
