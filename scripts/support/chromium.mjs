// The browser that shows VS Code when there is no desktop: Debian's Chromium, or any Chrome that is there.
import { existsSync } from 'node:fs';
import { findProgram, installHint, installPackages } from './systemPrograms.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
const packages = ['chromium', 'fonts-dejavu-core'];

/** Path of a Chromium, or undefined. `CHROMIUM` names one. */
export function findChromium() {
  const candidates = [process.env.CHROMIUM, ...names.map(findProgram), ...wellKnown];
  return candidates.find((path) => path && existsSync(path));
}

/** The command that would give this machine a Chromium. */
export function chromiumHint() {
  return process.platform === 'linux'
    ? `${installHint(packages)}   (or set CHROMIUM to a Chromium's path)`
    : "install Google Chrome, or set CHROMIUM to a Chromium's path";
}

/** Finds Chromium; installs Debian's package first when it is missing and we may. Undefined when there is none. */
export async function ensureChromium() {
  if (!findChromium()) await installPackages(packages);
  return findChromium();
}
