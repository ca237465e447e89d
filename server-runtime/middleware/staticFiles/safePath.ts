// A device of Windows is a file of that name in every folder, whatever the extension.
const windowsDevice = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** Which names count as hidden or dangerous. */
export interface PathRules {
  readonly serveDotFiles: boolean;
  /** True on Windows, where some names mean something else than they say. */
  readonly isWindows: boolean;
}

/**
 * True when a request path, unescaped, names a folder (empty or `/`) or something in it that may be shown: it cannot lead out of the folder,
 * and no part of it is hidden. Empty parts are refused, so that a file has one path.
 */
export function isSafePath(path: string, rules: PathRules): boolean {
  if (path !== '' && !path.startsWith('/')) return false;
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  if (end <= 0) return true;
  return path
    .slice(1, end)
    .split('/')
    .every((segment) => isSafeSegment(segment, rules));
}

function isSafeSegment(segment: string, { serveDotFiles, isWindows }: PathRules): boolean {
  if (segment === '' || segment === '.' || segment === '..') return false;
  if (segment.startsWith('.') && !serveDotFiles) return false;
  // A backslash separates on Windows; %2F stands for a slash that the path did not mean to separate; NUL ends names.
  if (/[\\\0]|%2f|%5c/i.test(segment)) return false;
  if (!isWindows) return true;
  // Streams and drives; and names that Windows takes for others: it drops dots and spaces at the end.
  return !/[:*?"<>|]|[. ]$/.test(segment) && !windowsDevice.test(segment);
}
