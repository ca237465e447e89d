import type { ServerHttp2Stream } from 'node:http2';
import type { BodyReader } from '../../../http/features/httpRequestFeature.ts';
import type { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';
import { badRequest } from '../../shared/http1/badRequest.ts';

/** The body of an HTTP/2 request. Flow control makes the client wait for an app that is slow. */
export class Http2Body implements BodyReader, IHttpMaxRequestBodySizeFeature {
  readonly #stream: ServerHttp2Stream;
  readonly #declaredSize: number;
  #maxSize: number | null;
  #chunks: AsyncIterator<Buffer> | undefined;
  #size = 0;

  constructor(stream: ServerHttp2Stream, declaredSize: number, maxSize: number | null) {
    this.#stream = stream;
    this.#declaredSize = declaredSize;
    this.#maxSize = maxSize;
  }

  get isReadOnly(): boolean {
    return this.#chunks !== undefined;
  }

  get maxRequestBodySize(): number | null {
    return this.#maxSize;
  }
  set maxRequestBodySize(value: number | null) {
    if (this.isReadOnly) {
      throw new Error(
        'The maximum request body size cannot be modified after the app has already started reading from the request body.',
      );
    }
    this.#maxSize = value;
  }

  async read(): Promise<Uint8Array | undefined> {
    // Not destroyed by the end of the iteration: the response goes the same way.
    this.#chunks ??= this.#stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
    this.#check(this.#declaredSize);
    let next: IteratorResult<Buffer>;
    try {
      next = await this.#chunks.next();
    } catch {
      throw badRequest.unexpectedEndOfBody();
    }
    if (next.done) {
      if (this.#stream.aborted) throw badRequest.unexpectedEndOfBody();
      return undefined;
    }
    this.#size += next.value.length;
    this.#check(this.#size);
    return next.value;
  }

  cancel(): Promise<void> {
    this.#stream.resume();
    return Promise.resolve();
  }

  #check(size: number): void {
    if (this.#maxSize !== null && size > this.#maxSize) {
      throw badRequest.bodyTooLarge(this.#maxSize);
    }
  }
}
