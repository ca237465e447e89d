import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { appendVary, selectEncoding } from '../../http/acceptEncoding.ts';
import type { IHttpResponseBodyFeature } from '../../http/features/httpResponseBodyFeature.ts';
import type { HttpContext } from '../../http/httpContext.ts';
import type { CompressionRules } from './compressionRules.ts';
import { encodings, type Compressor, type Encoding } from './createCompressor.ts';

/** Compresses what is written, from the first byte on or not at all: that is when the headers tell which. */
export class CompressedBody implements IHttpResponseBodyFeature {
  readonly #context: HttpContext;
  readonly #inner: IHttpResponseBodyFeature;
  readonly #rules: CompressionRules;
  readonly #createCompressor: (encoding: Encoding) => Compressor;
  #isDecided = false;
  #isFlushing = false;
  #compressor: Compressor | undefined;
  #pumping: Promise<void> | undefined;

  constructor(
    context: HttpContext,
    inner: IHttpResponseBodyFeature,
    rules: CompressionRules,
    createCompressor: (encoding: Encoding) => Compressor,
  ) {
    this.#context = context;
    this.#inner = inner;
    this.#rules = rules;
    this.#createCompressor = createCompressor;
  }

  write(chunk: Uint8Array | string): Promise<void> | undefined {
    const compressor = this.#decide();
    return compressor ? this.#compress(compressor, chunk) : this.#inner.write(chunk);
  }

  async start(): Promise<void> {
    this.#decide();
    await this.#inner.start();
  }

  async sendFile(path: string, offset = 0, count?: number, signal?: AbortSignal): Promise<void> {
    // Opened first: a file that cannot be read must not have started anything.
    const file = await open(path);
    const compressor = this.#decide();
    if (!compressor || count === 0) {
      await file.close();
      return this.#inner.sendFile(path, offset, count, signal);
    }
    const end = count === undefined ? Infinity : offset + count - 1;
    const stream = createReadStream('', { fd: file, start: offset, end });
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      await this.#compress(compressor, chunk as Uint8Array);
    }
    return undefined;
  }

  async complete(): Promise<void> {
    await this.finish();
    await this.#inner.complete();
  }

  disableBuffering(): void {
    this.#isFlushing = true;
    this.#inner.disableBuffering();
  }

  /** Sends the rest. */
  async finish(): Promise<void> {
    this.#compressor?.end();
    await this.#pumping;
  }

  /** Lets go of everything after a failure. */
  destroy(): void {
    // Whoever waits for it has failed already.
    this.#pumping?.catch(() => undefined);
    this.#compressor?.destroy();
  }

  async #compress(compressor: Compressor, chunk: Uint8Array | string): Promise<void> {
    if (!compressor.write(chunk)) await Promise.race([once(compressor, 'drain'), this.#pumping]);
    if (this.#isFlushing) await new Promise<void>((resolve) => compressor.flush(resolve));
  }

  #decide(): Compressor | undefined {
    if (this.#isDecided) return this.#compressor;
    this.#isDecided = true;
    const { request, response } = this.#context;
    if (response.hasStarted || !this.#rules.allowsResponse(this.#context)) return undefined;
    appendVary(response.headers, 'Accept-Encoding');
    const encoding = selectEncoding(request.headers.get('Accept-Encoding'), encodings);
    if (!encoding) return undefined;
    const { headers } = response;
    headers.set('Content-Encoding', encoding);
    headers.delete('Content-Length');
    // Ranges and strong versions are of the plain form (RFC 9110 §8.8.3.3).
    headers.delete('Accept-Ranges');
    const etag = headers.get('ETag');
    if (etag?.startsWith('"')) headers.set('ETag', `W/${etag}`);
    this.#compressor = this.#createCompressor(encoding);
    this.#pumping = this.#pump(this.#compressor);
    return this.#compressor;
  }

  async #pump(compressor: Compressor): Promise<void> {
    for await (const chunk of compressor) await this.#inner.write(chunk as Uint8Array);
  }
}
