import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { FileCache } from './fileCache.ts';
import { FileEntry, type CompressedForm } from './fileEntry.ts';
import { statOrUndefined, type FileRoot } from './fileRoot.ts';

/** How long the list of a file's compressed forms is good, in milliseconds; whether each is current is asked each time. */
const formsAge = 1000;
/** How much older than the file a compressed form may look: copying does not keep the order of times. */
const formsTolerance = 2000;
const suffixes = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Finds files and their contents. What it remembers is compared with the disk each time. */
export class FileStore {
  readonly #root: FileRoot;
  readonly #cache: FileCache;
  readonly #maxFileSize: number;

  /** Limits in bytes: on one file whose contents are kept, and on all of them. */
  constructor(root: FileRoot, maxFileSize: number, maxSize: number) {
    this.#root = root;
    this.#cache = new FileCache(maxSize);
    this.#maxFileSize = Math.min(maxFileSize, maxSize);
  }

  /** The file at a path below the root, as it is now; undefined when there is none to serve. */
  find(path: string, contentType: string | undefined): FileEntry | undefined {
    return this.#find(path, contentType, () => this.#root.physicalPath(path));
  }

  /** The compressed forms of a file that are at hand and not older than it. */
  findForms(path: string, entry: FileEntry): readonly CompressedForm[] {
    const now = Date.now();
    if (entry.forms.length === 0 && Math.abs(now - entry.formsCheckedAt) < formsAge)
      return entry.forms;
    const forms: CompressedForm[] = [];
    for (const [encoding, suffix] of suffixes) {
      const form = this.#find(
        formKey(path, encoding),
        entry.contentType,
        () => entry.physicalPath + suffix,
      );
      if (form && form.lastModified + formsTolerance >= entry.lastModified) {
        forms.push({ encoding, entry: form });
      }
    }
    entry.forms = forms;
    entry.formsCheckedAt = now;
    return forms;
  }

  /**
   * The contents of a small file; undefined when it is not small. Rejects when the file has changed since it was found, or
   * cannot be read.
   */
  content(path: string, entry: FileEntry): Uint8Array | Promise<Uint8Array> | undefined {
    if (entry.content) return entry.content;
    return entry.length > this.#maxFileSize ? undefined : this.#read(path, entry);
  }

  #find(
    key: string,
    contentType: string | undefined,
    locate: () => string | undefined,
  ): FileEntry | undefined {
    const known = this.#cache.get(key);
    const physicalPath = known?.physicalPath ?? locate();
    if (physicalPath === undefined) return undefined;
    const stats = statOrUndefined(physicalPath);
    if (stats && known?.isCurrent(stats)) return known;
    if (known) this.#cache.delete(key);
    if (!stats?.isFile() || !this.#root.contains(physicalPath)) return undefined;
    const entry = new FileEntry(physicalPath, contentType, stats);
    this.#cache.set(key, entry);
    return entry;
  }

  async #read(path: string, entry: FileEntry): Promise<Uint8Array> {
    const now = Date.now();
    // Without O_NONBLOCK, a pipe that took the file's place would keep us waiting for ever.
    const file = await open(entry.physicalPath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const content = await readAll(file, entry.length);
      if (!content || !entry.isCurrent(await file.stat())) {
        throw new Error(`The file '${entry.physicalPath}' changed while it was read.`);
      }
      if (entry.isSettled(now)) this.#cache.keepContent(path, entry, content);
      return content;
    } finally {
      await file.close();
    }
  }
}

/** The name of a compressed form in the cache; no path holds a NUL. */
export function formKey(path: string, encoding: string): string {
  return `${path}\0${encoding}`;
}

/** Undefined when the file is shorter. */
async function readAll(file: FileHandle, length: number): Promise<Uint8Array | undefined> {
  const content = Buffer.allocUnsafeSlow(length);
  for (let offset = 0; offset < length;) {
    const { bytesRead } = await file.read(content, offset, length - offset, offset);
    if (bytesRead === 0) return undefined;
    offset += bytesRead;
  }
  return content;
}
