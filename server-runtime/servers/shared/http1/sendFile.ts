import * as fs from 'node:fs';
import { promisify } from 'node:util';

// Not those of node:fs/promises, whose handles make a large file a third more expensive.
const open = promisify(fs.open);
const stat = promisify(fs.fstat);
const read = promisify(fs.read);
const close = promisify(fs.close);

/** Read at a time, in bytes: with less, most of the time goes into the calls; with more, hardly any is saved. */
const blockSize = 256 * 1024;

/** Where the bytes go. */
export interface FileOutput {
  /** True when no bytes that were written are needed any more. */
  readonly isTaken: boolean;
  /** True when the client is gone. */
  readonly isClosed: boolean;
}

/**
 * Passes part of a file on, as fast as it is taken, or until nobody is there to take it. Rejects with the file system's error before the first write when
 * the file cannot be read, and with a RangeError when it has no such part.
 */
export async function sendFile(
  write: (chunk: Uint8Array) => Promise<void> | undefined,
  output: FileOutput,
  path: string,
  offset: number,
  count: number | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const file = await open(path, 'r');
  try {
    const { size } = await stat(file);
    const end = offset + (count ?? size - offset);
    if (offset < 0 || offset > size || end < offset || end > size) {
      throw new RangeError(`The file has ${size} bytes; ${offset} to ${end} were asked for.`);
    }
    let block: Buffer | undefined;
    for (let position = offset; position < end && !output.isClosed;) {
      signal?.throwIfAborted();
      block ??= Buffer.allocUnsafeSlow(Math.min(blockSize, end - position));
      const length = Math.min(block.length, end - position);
      const { bytesRead } = await read(file, block, 0, length, position);
      if (bytesRead === 0) throw new Error(`The file became shorter while it was sent: ${path}`);
      const waiting = write(bytesRead === block.length ? block : block.subarray(0, bytesRead));
      if (waiting) await waiting;
      // New memory for each block costs more than reading it.
      if (!output.isTaken) block = undefined;
      position += bytesRead;
    }
  } finally {
    await close(file);
  }
}
