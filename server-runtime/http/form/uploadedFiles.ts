import { mkdtemp, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FormFile } from './formFile.ts';

/** The files of one form. Those beyond a size go to a folder of their own, which is deleted with them. */
export class UploadedFiles {
  readonly #memoryThreshold: number;
  #folder: Promise<string> | undefined;
  #count = 0;

  constructor(memoryThreshold: number) {
    this.#memoryThreshold = memoryThreshold;
  }

  async save(
    name: string,
    fileName: string,
    contentType: string,
    content: Readable,
  ): Promise<FormFile> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const iterator = content[Symbol.asyncIterator]() as AsyncIterableIterator<Uint8Array>;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      chunks.push(next.value);
      length += next.value.length;
      if (length < this.#memoryThreshold) continue;
      this.#folder ??= mkdtemp(join(tmpdir(), 'upload-'));
      const path = join(await this.#folder, String(++this.#count));
      async function* all(): AsyncIterable<Uint8Array> {
        yield* chunks;
        for await (const chunk of iterator) {
          length += chunk.length;
          yield chunk;
        }
      }
      // Uploads are nobody else's business: the folder and the file are the user's alone.
      await pipeline(Readable.from(all()), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
      return new FormFile({ name, fileName, contentType, length }, path);
    }
    return new FormFile({ name, fileName, contentType, length }, Buffer.concat(chunks));
  }

  /** Deletes what is on disk. */
  async dispose(): Promise<void> {
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
  }
}
