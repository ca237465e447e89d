import { lstatSync, statSync, unwatchFile, watch, watchFile as pollFile } from 'node:fs';
import { basename, dirname } from 'node:path';
import { toDisposable, type Disposable } from '../../primitives/disposable.ts';

/** How often a file that the system cannot watch is looked at, in milliseconds. */
const pollInterval = 1000;

/**
 * Calls back when a file was written, replaced, made or removed, once it has been quiet for the delay (milliseconds).
 * Does not keep the process alive.
 */
export function watchFile(file: string, delay: number, callback: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let last = fingerprint(file);
  const settle = (): void => {
    const now = fingerprint(file);
    // A folder's watcher also speaks up for reads and neighbours.
    if (now === last) return;
    last = now;
    callback();
  };
  const notice = (): void => {
    clearTimeout(timer);
    timer = setTimeout(settle, delay);
    timer.unref();
  };
  const release = watchFolder(file, notice) ?? poll(file, notice);
  return toDisposable(() => {
    clearTimeout(timer);
    release();
  });
}

/** The folder rather than the file: editors replace a file, and a watcher would stay with the old one. */
function watchFolder(file: string, notice: () => void): (() => void) | undefined {
  try {
    const name = basename(file);
    // The file itself may be a link to elsewhere, so a change of another name counts too: the fingerprint decides.
    const watcher = watch(dirname(file), { persistent: false }, (_event, changed) => {
      if (changed === null || changed === name || isLink(file)) notice();
    });
    let stopPolling: (() => void) | undefined;
    watcher.on('error', () => {
      watcher.close();
      stopPolling ??= poll(file, notice);
    });
    return () => {
      watcher.close();
      stopPolling?.();
    };
  } catch {
    // No such folder, or the system has no watchers left.
    return undefined;
  }
}

function poll(file: string, notice: () => void): () => void {
  pollFile(file, { persistent: false, interval: pollInterval }, notice);
  return () => unwatchFile(file, notice);
}

/** Tells one version of the file from the next; empty when there is none. */
function fingerprint(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.ino}:${stats.mtimeNs}:${stats.size}` : '';
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
