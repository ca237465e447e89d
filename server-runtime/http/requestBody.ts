import type { BodyReader } from './features/httpRequestFeature.ts';

/**
 * The body of a request as a Web stream that is also quick to iterate: `for await` pulls straight from the server,
 * without the queue and the reader of the stream.
 */
export class RequestBody extends ReadableStream<Uint8Array> {
  readonly #reader: BodyReader;
  #isIterating = false;

  /** Made by the request. */
  constructor(reader: BodyReader) {
    super(
      {
        pull: async (controller) => {
          if (this.#isIterating) throw new TypeError('The request body is already being iterated.');
          const chunk = await reader.read();
          if (chunk === undefined) controller.close();
          else controller.enqueue(chunk);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      // Nothing is read before somebody asks: a server sends `100 Continue` on the first read.
      { highWaterMark: 0 },
    );
    this.#reader = reader;
  }

  /** Iterates over the chunks. Throws a TypeError when somebody reads already. */
  override async *values(options?: {
    preventCancel?: boolean;
  }): ReturnType<ReadableStream<Uint8Array>['values']> {
    if (this.locked || this.#isIterating) {
      throw new TypeError('The request body is already being read.');
    }
    this.#isIterating = true;
    let isAtEnd = false;
    try {
      for (;;) {
        const chunk = await this.#reader.read();
        if (chunk === undefined) {
          isAtEnd = true;
          return;
        }
        yield chunk;
      }
    } catch (error) {
      isAtEnd = true;
      throw error;
    } finally {
      this.#isIterating = false;
      if (!isAtEnd && !options?.preventCancel) await this.#reader.cancel();
    }
  }

  /** The same as `values`: what `for await` uses. */
  override [Symbol.asyncIterator](options?: {
    preventCancel?: boolean;
  }): ReturnType<ReadableStream<Uint8Array>['values']> {
    return this.values(options);
  }
}

/** A body that comes from the app itself. */
export class IterableBody implements BodyReader {
  readonly #iterator: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  async read(): Promise<Uint8Array | undefined> {
    const { done, value } = await this.#iterator.next();
    return done ? undefined : value;
  }

  async cancel(): Promise<void> {
    await this.#iterator.return?.();
  }
}

/** All bytes of a body. */
export async function readAllBytes(reader: BodyReader): Promise<Uint8Array> {
  const first = await reader.read();
  if (first === undefined) return new Uint8Array(0);
  const chunks = [first];
  for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read()) {
    chunks.push(chunk);
  }
  return chunks.length === 1 ? first : Buffer.concat(chunks);
}
