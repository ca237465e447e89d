// Programs that no npm package carries. On Debian as root they are installed; elsewhere the hint says how.
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './runCommand.mjs';

/** Debian's packages of the programs that tests use as real clients and peers. */
const packages = {
  ab: 'apache2-utils',
  certutil: 'libnss3-tools',
  curl: 'curl',
  h2load: 'nghttp2-client',
  openssl: 'openssl',
  wrk: 'wrk',
};

/** Path of a program on PATH, or undefined. */
export function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** For the `skip` of a test that needs a program of the table: false, or why it is skipped. */
export function skipWithout(name) {
  if (findProgram(name) !== undefined) return false;
  return `${name} is not here; to enable: ${installHint([packages[name]])}`;
}

/** The command that installs Debian packages. */
export function installHint(names) {
  return `sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/** Installs Debian packages where we may; what is wrong is printed. */
export async function installPackages(names) {
  const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (!isDebianRoot || names.length === 0) return;
  console.log(`Installing ${names.join(', ')} (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '--no-install-recommends', ...names];
  let result = await runCommand('apt-get', args, { env, minutes: 10 });
  if (result.code !== 0) {
    await runCommand('apt-get', ['update'], { env, minutes: 5 });
    result = await runCommand('apt-get', args, { env, minutes: 10 });
  }
  if (result.code !== 0) console.error(`apt-get could not install them:\n${result.tail}`);
}

/** Installs the programs of the table that are missing. Tests that still find none are skipped, and say so. */
export async function ensurePrograms() {
  const missing = Object.entries(packages).filter(([program]) => !findProgram(program));
  await installPackages(missing.map(([, name]) => name));
}
