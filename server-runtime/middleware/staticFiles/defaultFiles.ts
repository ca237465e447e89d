import type { Middleware } from '../../http/requestDelegate.ts';
import { isReading, redirectToSlash } from './directoryRedirect.ts';
import { FileRoot, statOrUndefined } from './fileRoot.ts';
import type { SharedFileOptions } from './staticFileOptions.ts';

/** Settings of {@link defaultFiles}. */
export interface DefaultFilesOptions extends SharedFileOptions {
  /** The names to look for, first match wins: default.htm, default.html, index.htm and index.html unless set. */
  readonly defaultFileNames?: readonly string[];
}

/**
 * Lets a folder's path stand for the default file in it: only the path changes, serving is left to static files, which go
 * after this. A folder that has a default file and was asked for without a slash is redirected (301).
 */
export function defaultFiles(options: DefaultFilesOptions): Middleware {
  const root = new FileRoot(options);
  const { defaultFileNames: names = ['default.htm', 'default.html', 'index.htm', 'index.html'] } =
    options;
  if (!Array.isArray(names)) throw new TypeError('The option defaultFileNames must be a list.');
  return (context, next) => {
    if (!isReading(context)) return next();
    const { request } = context;
    const path = root.relativePath(request.path);
    const folder = path === undefined ? undefined : root.physicalPath(path);
    if (path === undefined || folder === undefined) return next();
    const hasSlash = path.endsWith('/');
    // Most paths without a slash are files, or nothing on the disk.
    if (!hasSlash && !statOrUndefined(folder)?.isDirectory()) return next();
    const name = names.find((one) => {
      const file = root.physicalPath(`${hasSlash ? path : `${path}/`}${one}`);
      return file !== undefined && statOrUndefined(file)?.isFile() && root.contains(file);
    });
    if (name === undefined) return next();
    if (!hasSlash) {
      redirectToSlash(context);
      return undefined;
    }
    request.path += name;
    return next();
  };
}
