import { remainingPath } from '../../http/pathSegments.ts';
import type { Middleware } from '../../http/requestDelegate.ts';

/**
 * Moves a prefix from the path to `pathBase`, whatever its case, for requests that have it; the others pass as they are.
 * For an app that a proxy serves under a folder. Throws when the prefix does not start with a slash.
 */
export function pathBase(prefix: string): Middleware {
  const base = prefix.replace(/\/+$/, '');
  if (base !== '' && !base.startsWith('/')) {
    throw new TypeError(`The path base '${prefix}' must start with a '/'.`);
  }
  if (base === '') return (_context, next) => next();
  return async ({ request }, next) => {
    const { path, pathBase: before } = request;
    const rest = remainingPath(path, base);
    if (rest === undefined) return next();
    request.pathBase = before + path.slice(0, base.length);
    request.path = rest;
    try {
      await next();
    } finally {
      request.pathBase = before;
      request.path = path;
    }
  };
}
