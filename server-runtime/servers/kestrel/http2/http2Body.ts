import { checkMaxRequestBodySize } from '../../../http/maxRequestBodySize.ts';
import type { ServerHttp2Stream } from 'node:http2';
import type { IBadRequestExceptionFeature } from '../../../http/features/badRequestExceptionFeature.ts';
import type { BodyReader } from '../../../http/features/httpRequestFeature.ts';
import type { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';
import type { IHttpMinRequestBodyDataRateFeature } from '../../../http/features/httpMinRequestBodyDataRateFeature.ts';
import type { IHttpRequestTrailersFeature } from '../../../http/features/httpRequestTrailersFeature.ts';
import { HeaderDictionary } from '../../../http/headerDictionary.ts';
import type { MinDataRate } from '../../../http/minDataRate.ts';
import { badRequest } from '../../shared/http1/badRequest.ts';
import type { Http2FieldCount } from './http2FieldCount.ts';
import type { Http2Services } from './http2Services.ts';

/** Fields that decide about the message, which is over (RFC 9110 §6.5.1). */
const leadingFields = new Set(['content-length', 'host', 'transfer-encoding']);

/** The body of an HTTP/2 request. Flow control makes the client wait for an app that is slow. */
export class Http2Body
  implements
    BodyReader,
    IBadRequestExceptionFeature,
    IHttpMaxRequestBodySizeFeature,
    IHttpMinRequestBodyDataRateFeature,
    IHttpRequestTrailersFeature
{
  readonly #stream: ServerHttp2Stream;
  readonly #declaredSize: number;
  readonly #fields: Http2FieldCount;
  readonly #minDataRate: MinDataRate | null;
  #isRateOff = false;
  #maxSize: number | null;
  #chunks: AsyncIterator<Buffer> | undefined;
  #size = 0;
  #isAvailable: boolean;
  #isDiscarding = false;
  #isWaiting = false;
  #wasAwaited = false;
  #trailers = new HeaderDictionary();
  #error: Error | undefined;

  /** `declaredSize` is -1 when the client has not said it; `fields` has counted the header. */
  constructor(
    stream: ServerHttp2Stream,
    declaredSize: number,
    limits: Http2Services['limits'],
    fields: Http2FieldCount,
  ) {
    this.#stream = stream;
    this.#declaredSize = declaredSize;
    this.#fields = fields;
    this.#maxSize = limits.maxRequestBodySize;
    this.#minDataRate = limits.minRequestBodyDataRate;
    this.#isAvailable = stream.endAfterHeaders;
    if (this.#isAvailable) return;
    // Node resets a stream that was neither read nor paused together with the end of the response.
    stream.pause();
    stream.once('trailers', (_fields: object, _flags: number, lines: string[]) => {
      this.#trailers = new HeaderDictionary(lines);
    });
  }

  get error(): Error | undefined {
    return this.#error;
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
    this.#maxSize = checkMaxRequestBodySize(value, this.isReadOnly);
  }

  get minDataRate(): MinDataRate | null {
    return this.#isRateOff ? null : this.#minDataRate;
  }
  set minDataRate(value: MinDataRate | null) {
    // The rate is that of the connection, which the streams share.
    if (value !== null) {
      throw new Error(
        'This feature is not supported for HTTP/2 requests except to disable it entirely by setting the rate to null.',
      );
    }
    this.#isRateOff = true;
  }

  /** Bytes that the app has taken so far. */
  get size(): number {
    return this.#size;
  }

  /** Whether the app has waited for bytes since this was last asked, which must not be slow. */
  takeAwaited(): boolean {
    const wasAwaited = this.#wasAwaited;
    this.#wasAwaited = this.#isWaiting;
    return wasAwaited && !this.#isRateOff;
  }

  async read(): Promise<Uint8Array | undefined> {
    try {
      return await this.#read();
    } catch (error) {
      this.#error ??= error as Error;
      throw error;
    }
  }

  cancel(): Promise<void> {
    this.discard();
    return Promise.resolve();
  }

  /** The app is done with it: what still comes is dropped, and too much of it does not come. */
  discard(): void {
    if (this.#isAvailable || this.#isDiscarding) return;
    this.#isDiscarding = true;
    void this.#chunks?.return?.();
    if (this.#isTooLarge(this.#declaredSize)) return;
    const stream = this.#stream;
    stream.on('data', (chunk: Buffer) => {
      this.#size += chunk.length;
      if (this.#isTooLarge(this.#size)) stream.pause();
    });
    stream.resume();
  }

  async #read(): Promise<Uint8Array | undefined> {
    if (this.#isDiscarding) return undefined;
    // Not destroyed by the end of the iteration: the response goes the same way.
    this.#chunks ??= this.#stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
    this.#check(this.#declaredSize);
    const next = await this.#next(this.#chunks);
    if (next === undefined) {
      if (this.#stream.aborted) throw badRequest.unexpectedEndOfBody();
      this.#checkTrailers();
      this.#isAvailable = true;
      return undefined;
    }
    this.#size += next.length;
    this.#check(this.#size);
    return next;
  }

  async #next(chunks: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
    this.#isWaiting = true;
    this.#wasAwaited = true;
    try {
      const { done, value } = await chunks.next();
      return done ? undefined : value;
    } catch {
      throw badRequest.unexpectedEndOfBody();
    } finally {
      this.#isWaiting = false;
    }
  }

  #checkTrailers(): void {
    this.#fields.add(this.#trailers.lines);
    for (const [name] of this.#trailers) {
      if (leadingFields.has(name)) throw badRequest.header(name);
    }
  }

  #check(size: number): void {
    if (this.#isTooLarge(size)) throw badRequest.bodyTooLarge(this.#maxSize ?? 0);
  }

  #isTooLarge(size: number): boolean {
    return this.#maxSize !== null && size > this.#maxSize;
  }
}
