import { open } from 'node:fs/promises';

/** Read at a time, in bytes. */
const blockSize = 65536;

/**
 * Passes part of a file on, as fast as it is taken. Rejects with the file system's error before the first write when
 * the file cannot be read, and with a RangeError when it has no such part.
 */
export async function sendFile(
  write: (chunk: Uint8Array) => Promise<void> | undefined,
  path: string,
  offset: number,
  count: number | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const end = offset + (count ?? size - offset);
    if (offset < 0 || offset > size || end < offset || end > size) {
      throw new RangeError(`The file has ${size} bytes; ${offset} to ${end} were asked for.`);
    }
    let position = offset;
    while (position < end) {
      signal?.throwIfAborted();
      // A block of its own each time: the socket keeps it until it is sent.
      const block = Buffer.allocUnsafeSlow(Math.min(blockSize, end - position));
      const { bytesRead } = await file.read(block, 0, block.length, position);
      if (bytesRead === 0) throw new Error(`The file became shorter while it was sent: ${path}`);
      position += bytesRead;
      await write(bytesRead === block.length ? block : block.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
