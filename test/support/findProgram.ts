import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The path of a program, or undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => spawnSync(file, ['--version'], { stdio: 'ignore' }).error === undefined);
}

/** For the `skip` of a test that needs a program, the package of Debian that has it besides: false, or why it is skipped. */
export function skipWithout(name: string, debianPackage = name): string | false {
  if (findProgram(name) !== undefined) return false;
  return `${name} is not here; to enable: apt-get install ${debianPackage}`;
}
