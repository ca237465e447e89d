/**
 * What follows a prefix in a path, when the path starts with it at a segment boundary, whatever the case: `/b` for
 * `/A/b` after `/a`, undefined for `/ab`.
 */
export function remainingPath(path: string, prefix: string): string | undefined {
  const length = prefix.length;
  if (path.length < length) return undefined;
  if (path.length > length && path.charCodeAt(length) !== 47) return undefined;
  const start = path.slice(0, length);
  if (start !== prefix && start.toLowerCase() !== prefix.toLowerCase()) return undefined;
  return path.slice(length);
}
