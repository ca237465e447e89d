import type { Readable } from 'node:stream';
import { BadHttpRequestError } from './badHttpRequestError.ts';
import type { BodyReader } from './features/httpRequestFeature.ts';

/** The body of a request that a server gets as a Node stream. Nothing is read before somebody asks. */
export class StreamBody implements BodyReader {
  readonly #stream: Readable;
  #chunks: AsyncIterator<Uint8Array> | undefined;

  /** The stream gives bytes. */
  constructor(stream: Readable) {
    this.#stream = stream;
  }

  /** Rejects with a BadHttpRequestError when the stream fails: the client has left. */
  async read(): Promise<Uint8Array | undefined> {
    this.#chunks ??= this.#stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    try {
      const { done, value } = await this.#chunks.next();
      return done ? undefined : value;
    } catch (cause) {
      const error = new BadHttpRequestError('Unexpected end of request content.');
      throw Object.assign(error, { cause });
    }
  }

  /** Lets the rest pass unread, so that the connection can be used again. */
  async cancel(): Promise<void> {
    this.#stream.resume();
  }
}
