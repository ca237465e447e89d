import { checkMaxRequestBodySize } from '../../../http/maxRequestBodySize.ts';
import { Deferred } from '../../../primitives/deferred.ts';
import type { BodyReader } from '../../../http/features/httpRequestFeature.ts';
import type { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';
import type { IBadRequestExceptionFeature } from '../../../http/features/badRequestExceptionFeature.ts';
import type { IHttpRequestTrailersFeature } from '../../../http/features/httpRequestTrailersFeature.ts';
import { HeaderDictionary } from '../../../http/headerDictionary.ts';
import { badRequest } from './badRequest.ts';
import type { BodyDecoder } from './bodyDecoder.ts';

/** Pieces up to this many bytes are joined while nobody takes them. */
const maxJoinedSize = 4096;

/** What a body asks of its connection. */
export interface BodySource {
  /** In bytes; null is unlimited. */
  readonly maxRequestBodySize: number | null;
  /** Bytes to hold before the client has to wait; null is unlimited. */
  readonly maxRequestBufferSize: number | null;
  /** The app begins to read; the client may be waiting for `100 Continue`. */
  onFirstRead(): void;
  pauseReading(): void;
  resumeReading(): void;
}

/** The body of a request: the connection puts bytes in, the app takes them out. */
export class RequestBody
  implements
    BodyReader,
    IHttpMaxRequestBodySizeFeature,
    IHttpRequestTrailersFeature,
    IBadRequestExceptionFeature
{
  readonly #decoder: BodyDecoder;
  readonly #source: BodySource;
  #maxSize: number | null;
  #chunks: Buffer[] = [];
  #bufferedSize = 0;
  #isReading = false;
  #isDiscarding = false;
  #isPaused = false;
  #isAwaited = false;
  #error: Error | undefined;
  #waiting: Deferred<Uint8Array | undefined> | undefined;
  #trailers: HeaderDictionary | undefined;

  constructor(decoder: BodyDecoder, source: BodySource) {
    this.#decoder = decoder;
    this.#source = source;
    this.#maxSize = source.maxRequestBodySize;
  }

  /** True once every byte of it has come. */
  get isComplete(): boolean {
    return this.#decoder.isDone;
  }

  get error(): Error | undefined {
    return this.#error;
  }

  get isAvailable(): boolean {
    return this.isComplete && this.#chunks.length === 0;
  }

  get trailers(): HeaderDictionary {
    if (!this.isAvailable) {
      throw new Error(
        'The request trailers are not available yet: read the body to its end first.',
      );
    }
    return (this.#trailers ??= new HeaderDictionary([...this.#decoder.trailers]));
  }

  /** True when the rest of it is not worth waiting for: it broke a rule or a limit. */
  get hasFailed(): boolean {
    return this.#error !== undefined;
  }

  /** Whether the app has waited for bytes since this was last asked. */
  takeAwaited(): boolean {
    const wasAwaited = this.#isAwaited;
    this.#isAwaited = this.#waiting !== undefined;
    return wasAwaited;
  }

  /** Bytes received so far, with their framing. */
  get receivedSize(): number {
    return this.#decoder.size;
  }

  get isReadOnly(): boolean {
    return this.#isReading;
  }

  get maxRequestBodySize(): number | null {
    return this.#maxSize;
  }
  set maxRequestBodySize(value: number | null) {
    this.#maxSize = checkMaxRequestBodySize(value, this.#isReading);
  }

  /** Takes bytes that came from the client, copying lent ones. Returns how many of them are the body's. */
  receive(bytes: Buffer, isLent: boolean): number {
    // Where a body ends that broke the rules, nobody can tell.
    if (this.#error) return bytes.length;
    const pieces: Buffer[] = [];
    let end: number;
    try {
      end = this.#decoder.decode(bytes, 0, (piece) => pieces.push(piece));
    } catch (error) {
      this.fail(error as Error);
      return bytes.length;
    }
    if (pieces.length > 0 && !this.#isDiscarding) this.#keep(pieces, isLent);
    if (this.#isReading) this.#checkSize();
    if (this.#waiting) this.#answer(this.#waiting);
    const max = this.#source.maxRequestBufferSize;
    if (max !== null && this.#bufferedSize >= max && !this.#isPaused) {
      this.#isPaused = true;
      this.#source.pauseReading();
    }
    return end;
  }

  /** No more bytes will come. */
  end(): void {
    if (!this.isComplete) this.fail(this.#decoder.unexpectedEnd());
  }

  /** From here on, reading rejects. */
  fail(error: Error): void {
    this.#error ??= error;
    this.#chunks = [];
    this.#bufferedSize = 0;
    this.#resume();
    if (this.#waiting) this.#answer(this.#waiting);
  }

  /** The app is done with it: what still comes is dropped. */
  discard(): void {
    if (this.#isDiscarding) return;
    this.#isDiscarding = true;
    this.#chunks = [];
    this.#bufferedSize = 0;
    this.#resume();
    if (this.#waiting) this.#answer(this.#waiting);
  }

  /** True when it is known to be larger than allowed, or has become so. */
  get isTooLarge(): boolean {
    return (
      this.#maxSize !== null &&
      Math.max(this.#decoder.size, this.#decoder.declaredSize) > this.#maxSize
    );
  }

  read(): Promise<Uint8Array | undefined> {
    if (!this.#isReading) {
      this.#isReading = true;
      this.#checkSize();
      if (!this.#error && this.#chunks.length === 0 && !this.isComplete) {
        this.#source.onFirstRead();
      }
    }
    if (this.#waiting) return Promise.reject(new Error('The request body is already being read.'));
    const reader = new Deferred<Uint8Array | undefined>();
    if (!this.#answer(reader)) {
      this.#waiting = reader;
      this.#isAwaited = true;
    }
    return reader.promise;
  }

  cancel(): Promise<void> {
    this.discard();
    return Promise.resolve();
  }

  /** Joins what is small: a client must not make us hold a buffer for each byte that it sends. */
  #keep(pieces: Buffer[], isLent: boolean): void {
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.#bufferedSize += size;
    const chunks = this.#chunks;
    if (!isLent && size > pieces.length * maxJoinedSize) {
      chunks.push(...pieces);
      return;
    }
    const last = chunks.at(-1);
    if (last && last.length + size <= maxJoinedSize) pieces.unshift(chunks.pop() as Buffer);
    chunks.push(Buffer.concat(pieces));
  }

  /** Gives a reader what there is for it. False: nothing yet. */
  #answer(reader: Deferred<Uint8Array | undefined>): boolean {
    const chunk = this.#chunks.shift();
    if (chunk) {
      this.#bufferedSize -= chunk.length;
      if (this.#chunks.length === 0) this.#resume();
      reader.resolve(chunk);
    } else if (this.#error) {
      reader.reject(this.#error);
    } else if (this.isComplete || this.#isDiscarding) {
      reader.resolve(undefined);
    } else {
      return false;
    }
    this.#waiting = undefined;
    return true;
  }

  #checkSize(): void {
    if (this.#maxSize !== null && this.isTooLarge) {
      this.fail(badRequest.bodyTooLarge(this.#maxSize));
    }
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#source.resumeReading();
  }
}
