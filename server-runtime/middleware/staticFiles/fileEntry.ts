import type { Stats } from 'node:fs';

/** How long after its last change a file may still change without its times telling, in milliseconds. */
const settleTime = 2000;

/** One version of a file, and what is sent about it. */
export class FileEntry {
  readonly physicalPath: string;
  readonly contentType: string | undefined;
  readonly length: number;
  /** Milliseconds since 1970, whole seconds: what Last-Modified can say. */
  readonly lastModified: number;
  readonly lastModifiedText: string;
  readonly etag: string;
  /** The contents, when they are kept. */
  content: Uint8Array | undefined;
  /** Compressed forms beside it, as of {@link formsCheckedAt}. */
  forms: readonly CompressedForm[] = [];
  /** Milliseconds since 1970. */
  formsCheckedAt = 0;
  readonly #mtime: number;
  readonly #ctime: number;
  readonly #ino: number;
  readonly #dev: number;

  constructor(physicalPath: string, contentType: string | undefined, stats: Stats) {
    this.physicalPath = physicalPath;
    this.contentType = contentType;
    this.length = stats.size;
    this.#mtime = stats.mtimeMs;
    this.#ctime = stats.ctimeMs;
    this.#ino = stats.ino;
    this.#dev = stats.dev;
    this.lastModified = Math.floor(stats.mtimeMs / 1000) * 1000;
    this.lastModifiedText = new Date(this.lastModified).toUTCString();
    this.etag = `"${makeTag(stats)}"`;
  }

  /** True when what is there now is this version. */
  isCurrent(stats: Stats): boolean {
    return (
      stats.mtimeMs === this.#mtime &&
      stats.size === this.length &&
      stats.ctimeMs === this.#ctime &&
      stats.ino === this.#ino &&
      stats.dev === this.#dev
    );
  }

  /**
   * True when the last change is so long ago that another would show. File systems count time in steps, so of two writes
   * in quick succession the second may leave no trace.
   */
  isSettled(now: number): boolean {
    return Math.abs(now - Math.max(this.#mtime, this.#ctime)) > settleTime;
  }
}

/** A file that holds another one compressed. */
export interface CompressedForm {
  readonly encoding: 'br' | 'gzip';
  readonly entry: FileEntry;
}

/**
 * Time of change as Windows counts it, in units of 100 ns since 1601, XOR length. With the fraction of the second, which
 * Last-Modified cannot hold, so that saving twice within one makes two versions.
 */
function makeTag({ mtimeMs, size }: Stats): string {
  const whole = Math.floor(mtimeMs);
  const ticks =
    BigInt(whole + 11_644_473_600_000) * 10_000n + BigInt(Math.floor((mtimeMs - whole) * 10_000));
  return (ticks ^ BigInt(size)).toString(16);
}
