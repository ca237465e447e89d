import type { ServerHttp2Stream } from 'node:http2';
import type { BodyReader } from '../../../http/features/httpRequestFeature.ts';
import type { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';
import type { IHttpRequestTrailersFeature } from '../../../http/features/httpRequestTrailersFeature.ts';
import { HeaderDictionary } from '../../../http/headerDictionary.ts';
import { badRequest } from '../../shared/http1/badRequest.ts';

/** Fields that decide about the message, which is over (RFC 9110 §6.5.1). */
const leadingFields = new Set(['content-length', 'host', 'transfer-encoding']);

/** The body of an HTTP/2 request. Flow control makes the client wait for an app that is slow. */
export class Http2Body
  implements BodyReader, IHttpMaxRequestBodySizeFeature, IHttpRequestTrailersFeature
{
  readonly #stream: ServerHttp2Stream;
  readonly #declaredSize: number;
  #maxSize: number | null;
  #chunks: AsyncIterator<Buffer> | undefined;
  #size = 0;
  #isAvailable: boolean;
  #trailers = new HeaderDictionary();

  constructor(stream: ServerHttp2Stream, declaredSize: number, maxSize: number | null) {
    this.#stream = stream;
    this.#declaredSize = declaredSize;
    this.#maxSize = maxSize;
    this.#isAvailable = stream.endAfterHeaders;
    if (this.#isAvailable) return;
    stream.once('trailers', (_fields: object, _flags: number, lines: string[]) => {
      this.#trailers = new HeaderDictionary(lines);
    });
  }

  get isAvailable(): boolean {
    return this.#isAvailable;
  }

  get trailers(): HeaderDictionary {
    if (this.#isAvailable) return this.#trailers;
    throw new Error('The request trailers are not available yet: read the body to its end first.');
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
      for (const [name] of this.#trailers) {
        if (leadingFields.has(name)) throw badRequest.header(name);
      }
      this.#isAvailable = true;
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
