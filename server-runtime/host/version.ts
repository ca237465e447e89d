import { readFileSync } from 'node:fs';

/** The version of the package that this file was delivered with. */
export function productVersion(): string {
  // Beside dist/ when bundled, two folders up in the sources.
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const manifest = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (manifest.name === 'server-profiles' && manifest.version) return manifest.version;
    } catch {
      // The other place, then.
    }
  }
  return 'unknown';
}
