import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpContext } from '../../http/httpContext.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import { formatDirectory, type DirectoryItem } from './directoryPage.ts';
import { isReading, redirectToSlash } from './directoryRedirect.ts';
import { FileRoot, statOrUndefined } from './fileRoot.ts';
import type { SharedFileOptions } from './staticFileOptions.ts';

/**
 * Lists what is in a folder, as a page: for looking around while developing, as it shows every name that is not hidden. A
 * folder that was asked for without a slash is redirected (301).
 */
export function directoryBrowser(options: SharedFileOptions): Middleware {
  const root = new FileRoot(options);
  return async (context, next) => {
    const path = isReading(context) ? root.relativePath(context.request.path) : undefined;
    const folder = path === undefined ? undefined : root.physicalPath(path);
    if (path === undefined || folder === undefined) return next();
    if (!statOrUndefined(folder)?.isDirectory() || !root.contains(folder)) return next();
    if (!path.endsWith('/')) return redirectToSlash(context);
    return sendPage(context, await listItems(root, path, folder));
  };
}

async function listItems(root: FileRoot, path: string, folder: string): Promise<DirectoryItem[]> {
  const items: DirectoryItem[] = [];
  for (const name of await readdir(folder)) {
    const physicalPath = join(folder, name);
    if (root.physicalPath(path + name) === undefined || !root.contains(physicalPath)) continue;
    const stats = statOrUndefined(physicalPath);
    if (!stats?.isFile() && !stats?.isDirectory()) continue;
    items.push({
      name,
      isFolder: stats.isDirectory(),
      length: stats.size,
      lastModified: stats.mtime,
    });
  }
  return items;
}

async function sendPage(
  { request, response }: HttpContext,
  items: readonly DirectoryItem[],
): Promise<void> {
  const page = Buffer.from(formatDirectory(request.pathBase + request.path, items));
  response.headers.set('Content-Type', 'text/html; charset=utf-8');
  response.headers.set('Content-Length', page.byteLength);
  if (request.method === 'GET') await response.write(page);
}
