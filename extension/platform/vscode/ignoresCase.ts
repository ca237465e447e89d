import type { Uri } from 'vscode';

/** Whether the file system of a place takes names in any case for the same, as those of Windows and macOS do. */
export function ignoresCase({ scheme }: Pick<Uri, 'scheme'>): boolean {
  return scheme === 'file' && (process.platform === 'win32' || process.platform === 'darwin');
}
