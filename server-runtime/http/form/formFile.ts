import { createReadStream } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** What a form says of a file. */
export interface FormFileInfo {
  /** Of the field. */
  readonly name: string;
  /** As the client calls it: not to be used as a path. */
  readonly fileName: string;
  /** As the client says; not checked. */
  readonly contentType: string;
  /** In bytes. */
  readonly length: number;
}

/** A file that came with a form: small ones in memory, others on disk until the end of the request. */
export class FormFile implements FormFileInfo {
  readonly name: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly length: number;
  readonly #content: Uint8Array | string;

  /** The content is its bytes, or the path of the file that holds them. */
  constructor(info: FormFileInfo, content: Uint8Array | string) {
    this.name = info.name;
    this.fileName = info.fileName;
    this.contentType = info.contentType;
    this.length = info.length;
    this.#content = content;
  }

  /** The bytes, as a Node stream. */
  stream(): Readable {
    const content = this.#content;
    return typeof content === 'string' ? createReadStream(content) : Readable.from([content]);
  }

  /** All bytes, in memory. */
  async bytes(): Promise<Uint8Array> {
    const content = this.#content;
    return typeof content === 'string' ? readFile(content) : content;
  }

  /** As UTF-8. */
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  /** Writes the file to a path of the app's choice. */
  async saveAs(path: string): Promise<void> {
    if (typeof this.#content === 'string') await copyFile(this.#content, path);
    else await writeFile(path, this.#content);
  }
}
