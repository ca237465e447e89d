import { type FSWatcher, statSync, watch } from 'node:fs';
import path from 'node:path';
import type { SiteHeartbeat } from './siteHeartbeat.ts';

/** Editors write a file in several steps: what comes within this many milliseconds is one change. */
const settleMilliseconds = 100;

/**
 * Watches single files, there or not. The OS tells of changes at once where it can; a look once a second finds the rest
 * (network folders, folders that come later).
 */
export class SiteWatcher {
  readonly #files = new Map<string, string>();
  readonly #onChange: (file: string) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;

  /** `onChange` gets the path that {@link add} was given. */
  constructor(heartbeat: SiteHeartbeat, onChange: (file: string) => void) {
    this.#onChange = onChange;
    heartbeat.onBeat(() => this.#look());
  }

  add(file: string): void {
    if (this.#files.has(file)) return;
    this.#files.set(file, stampOf(file));
    const folder = path.dirname(file);
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#lookSoon());
      watcher.on('error', () => watcher.close());
      this.#watchers.set(folder, watcher);
    } catch {
      // No such folder, or no watches left: the look once a second remains.
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    this.#files.clear();
  }

  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, settleMilliseconds).unref();
  }

  #look(): void {
    for (const [file, before] of this.#files) {
      const stamp = stampOf(file);
      if (stamp === before) continue;
      this.#files.set(file, stamp);
      this.#onChange(file);
    }
  }
}

/** Changes when the file does; empty when there is none. */
function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return '';
  }
}
