import * as here from 'node:path';

/**
 * A path as a profile has it: relative to the project where it lies within. It begins with a dot then: with a separator it
 * is a path, without one a name to look up on the PATH.
 * @param rules of the system whose paths they are
 */
export function writtenPath(
  folder: string,
  path: string,
  rules: Pick<typeof here, 'relative' | 'isAbsolute'> = here,
): string {
  const within = rules.relative(folder, path);
  if (within === '') return '.';
  // Of another drive there is no relative path.
  const isElsewhere = rules.isAbsolute(within) || /^\.\.(?:[\\/]|$)/.test(within);
  return isElsewhere ? path : `./${within.replaceAll('\\', '/')}`;
}
