import type { Platform } from './platform.ts';

/** True for a path that names one place whatever the current folder is. */
export function isAbsolutePath(path: string, platform: Platform): boolean {
  return platform === 'win32' ? /^([a-z]:)?[\\/]/i.test(path) : path.startsWith('/');
}

/** True for a path that only Windows can mean: `C:\…` or `\\server\…`. */
export function isWindowsPath(path: string): boolean {
  return /^[a-z]:[\\/]/i.test(path) || path.startsWith('\\\\');
}

/** True when a text is more than a bare name, so that it is not looked for on PATH. */
export function hasSeparator(path: string): boolean {
  return /[\\/]/.test(path);
}

/**
 * Resolves a path of a settings file against a folder. Both slashes separate on every OS, because the files travel;
 * `.` and `..` are resolved.
 */
export function resolvePath(base: string, path: string, platform: Platform): string {
  const separator = platform === 'win32' ? '\\' : '/';
  // Visual Studio writes backslashes on Windows; no path that a person means on another OS holds one.
  const plain = path.replaceAll(/[\\/]/g, separator);
  if (!isAbsolutePath(plain, platform)) return normalizePath(base + separator + plain, platform);
  // Rooted without a drive is on the current drive, which is the project's.
  const drive =
    platform === 'win32' && !/^[a-z]:/i.test(plain) ? /^[a-z]:/i.exec(base)?.[0] : undefined;
  const isShare = plain.startsWith('\\\\');
  return normalizePath(drive && !isShare ? drive + plain : plain, platform);
}

/** Resolves `.` and `..`, collapses separators, and drops a trailing one. */
export function normalizePath(path: string, platform: Platform): string {
  const separator = platform === 'win32' ? '\\' : '/';
  const pattern =
    platform === 'win32' ? /^(?:[a-z]:[\\/]?|[\\/]{2}[^\\/]+[\\/]+[^\\/]+|[\\/])/i : /^\//;
  const root = (pattern.exec(path)?.[0] ?? '').replaceAll(/[\\/]/g, separator);
  const segments: string[] = [];
  const rest = path.slice(root.length);
  for (const segment of rest.split(platform === 'win32' ? /[\\/]+/ : /\/+/)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (root === '') segments.push(segment);
  }
  const body = segments.join(separator);
  if (body === '') return root || '.';
  return root === '' || root.endsWith(separator) || /^[a-z]:$/i.test(root)
    ? root + body
    : root + separator + body;
}

/** The folder that a path stands in. */
export function parentPath(path: string, platform: Platform): string {
  return normalizePath(`${path}${platform === 'win32' ? '\\' : '/'}..`, platform);
}

/** The last segment of a path. */
export function baseName(path: string): string {
  return /[^\\/]*$/.exec(path.replace(/[\\/]+$/, ''))?.[0] ?? path;
}
