import { realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { remainingPath } from '../../http/pathSegments.ts';
import { isSafePath, type PathRules } from './safePath.ts';
import type { SharedFileOptions } from './staticFileOptions.ts';

/** A folder as the part of a site's paths that it stands for. */
export class FileRoot {
  readonly #root: string;
  readonly #requestPath: string;
  readonly #rules: PathRules;

  /** Throws a TypeError when the request path ends in a slash. */
  constructor({ root, requestPath = '', serveDotFiles = false }: SharedFileOptions) {
    if (requestPath.endsWith('/')) throw new TypeError('Request path must not end in a slash');
    if (requestPath !== '' && !requestPath.startsWith('/')) {
      throw new TypeError(`The request path '${requestPath}' must start with a '/'.`);
    }
    this.#root = resolve(root);
    this.#requestPath = requestPath;
    this.#rules = { serveDotFiles, isWindows: process.platform === 'win32' };
  }

  /** The path below the folder, `/` and more; undefined when the request is for elsewhere. */
  relativePath(path: string): string | undefined {
    return this.#requestPath === '' ? path : remainingPath(path, this.#requestPath);
  }

  /** Where something is on the disk; undefined when its path is unsafe or hidden. It need not exist. */
  physicalPath(relativePath: string): string | undefined {
    if (!isSafePath(relativePath, this.#rules)) return undefined;
    return join(this.#root, relativePath);
  }

  /** True when what is there really is in the folder, wherever links on the way lead. */
  contains(physicalPath: string): boolean {
    try {
      // Asked each time: a deployment may have pointed the folder elsewhere.
      const within = relative(realpathSync.native(this.#root), realpathSync.native(physicalPath));
      if (within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within)) return false;
      // A short name of Windows, as GIT~1, may stand for a hidden one.
      return !this.#rules.isWindows || isSafePath(`/${within.replaceAll(sep, '/')}`, this.#rules);
    } catch {
      return false;
    }
  }
}

/** What is at a path: undefined when there is nothing, or it cannot be seen. */
export function statOrUndefined(physicalPath: string): Stats | undefined {
  try {
    // Synchronous on purpose: a few microseconds for a name that the system has at hand, against ten times as much
    // processor time through the thread pool.
    return statSync(physicalPath, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
