// The browser that shows VS Code when there is no desktop: Debian's Chromium, or any Chrome that is there.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './runCommand.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
const packages = ['chromium', 'fonts-dejavu-core'];
const installArguments = ['install', '-y', '--no-install-recommends', ...packages];

/** Path of a Chromium, or undefined. `CHROMIUM` names one. */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROMIUM, ...onPath, ...wellKnown].find((path) => path && existsSync(path));
}

/** The command that would give this machine a Chromium. */
export function chromiumHint() {
  return process.platform === 'linux'
    ? `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}   (or set CHROMIUM to a Chromium's path)`
    : "install Google Chrome, or set CHROMIUM to a Chromium's path";
}

/** Finds Chromium; installs Debian's package first when it is missing and we may. Undefined when there is none. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (!isDebianRoot) return undefined;
  console.log(`Installing ${packages.join(', ')} (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  let result = await runCommand('apt-get', installArguments, { env, minutes: 10 });
  if (result.code !== 0) {
    await runCommand('apt-get', ['update'], { env, minutes: 5 });
    result = await runCommand('apt-get', installArguments, { env, minutes: 10 });
  }
  if (result.code !== 0) console.error(`apt-get could not install Chromium:\n${result.tail}`);
  return findChromium();
}
