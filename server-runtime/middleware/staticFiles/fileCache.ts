import type { FileEntry } from './fileEntry.ts';

/** How many files are remembered at most. */
const maxEntries = 2048;

interface Slot {
  readonly entry: FileEntry;
  isUsed: boolean;
}

/** Remembers files by request path, within limits. What was not asked for since the last sweep goes first. */
export class FileCache {
  readonly #maxSize: number;
  readonly #slots = new Map<string, Slot>();
  #size = 0;

  /** The limit on contents, in bytes. */
  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  get(path: string): FileEntry | undefined {
    const slot = this.#slots.get(path);
    if (slot === undefined) return undefined;
    slot.isUsed = true;
    return slot.entry;
  }

  set(path: string, entry: FileEntry): void {
    this.delete(path);
    this.#slots.set(path, { entry, isUsed: false });
    this.#size += sizeOf(entry);
    this.#shrink();
  }

  /** Counts contents that an entry has got since it was set. */
  keepContent(path: string, entry: FileEntry, content: Uint8Array): void {
    if (this.#slots.get(path)?.entry !== entry || entry.content) return;
    entry.content = content;
    this.#size += content.byteLength;
    this.#shrink();
  }

  delete(path: string): void {
    const slot = this.#slots.get(path);
    if (slot === undefined) return;
    this.#slots.delete(path);
    this.#size -= sizeOf(slot.entry);
  }

  #shrink(): void {
    while (this.#size > this.#maxSize || this.#slots.size > maxEntries) {
      const [oldest] = this.#slots;
      if (oldest === undefined) return;
      const [path, slot] = oldest;
      if (slot.isUsed) {
        // A second chance, at the end of the queue.
        slot.isUsed = false;
        this.#slots.delete(path);
        this.#slots.set(path, slot);
      } else {
        this.delete(path);
      }
    }
  }
}

function sizeOf(entry: FileEntry): number {
  return entry.content?.byteLength ?? 0;
}
