import { open } from 'node:fs/promises';
import type { IHttpResponseBodyFeature } from './features/httpResponseBodyFeature.ts';
import type { IHttpResponseFeature, ResponseCallback } from './features/httpResponseFeature.ts';
import { HeaderDictionary } from './headerDictionary.ts';
import { runCompletedCallbacks } from './responseCallbacks.ts';

const fileChunkSize = 64 * 1024;

/**
 * The rules of a response that are the same on every server: what may change until when, and which callbacks run. A
 * server adds how the three parts of a response are sent.
 */
export abstract class ResponseBase implements IHttpResponseFeature, IHttpResponseBodyFeature {
  readonly headers = new HeaderDictionary();
  #statusCode = 200;
  #reasonPhrase = '';
  #hasStarted = false;
  #isComplete = false;
  #starting: ResponseCallback[] | undefined;
  #completed: ResponseCallback[] | undefined;

  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  get statusCode(): number {
    return this.#statusCode;
  }
  set statusCode(value: number) {
    this.#checkNotStarted('StatusCode');
    this.#statusCode = value;
  }

  get reasonPhrase(): string {
    return this.#reasonPhrase;
  }
  set reasonPhrase(value: string) {
    this.#checkNotStarted('ReasonPhrase');
    this.#reasonPhrase = value;
  }

  onStarting(callback: ResponseCallback): void {
    if (this.#hasStarted) {
      throw new Error('OnStarting cannot be set because the response has already started.');
    }
    (this.#starting ??= []).push(callback);
  }

  onCompleted(callback: ResponseCallback): void {
    (this.#completed ??= []).push(callback);
  }

  write(chunk: Uint8Array | string): Promise<void> | undefined {
    if (this.#isComplete) throw new Error('The response is complete; nothing can be written.');
    if (!this.#hasStarted) {
      if (this.#starting) return this.#startAndWrite(chunk);
      this.#sendHead(chunk);
    }
    return this.sendBody(chunk);
  }

  async start(): Promise<void> {
    await this.#runStarting();
    if (!this.#hasStarted) this.#sendHead(undefined);
  }

  async sendFile(path: string, offset = 0, count?: number, signal?: AbortSignal): Promise<void> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const end = count === undefined ? size : offset + count;
      if (offset < 0 || offset > end || end > size) {
        throw new RangeError(`There are no bytes ${offset} to ${end} in '${path}'.`);
      }
      await this.start();
      for (let position = offset; position < end && !this.isGone;) {
        signal?.throwIfAborted();
        const chunk = new Uint8Array(Math.min(fileChunkSize, end - position));
        const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
        if (bytesRead === 0) throw new Error(`'${path}' became shorter while it was sent.`);
        await this.write(chunk.subarray(0, bytesRead));
        position += bytesRead;
      }
    } finally {
      await file.close();
    }
  }

  async complete(): Promise<void> {
    if (this.#isComplete) return;
    await this.#runStarting();
    if (!this.#hasStarted) this.#sendHead('');
    this.#isComplete = true;
    await this.sendEnd();
  }

  disableBuffering(): void {
    // Nothing is held back here; a server that does says so itself.
  }

  /** Forgets what was prepared, onStarting callbacks included, for an empty answer of another status. */
  reset(statusCode: number): void {
    this.#checkNotStarted('StatusCode');
    this.#starting = undefined;
    this.headers.clear();
    this.#statusCode = statusCode;
    this.#reasonPhrase = '';
  }

  /** Runs the onCompleted callbacks, last registered first: all of them, though some fail. */
  async runCompleted(onError: (error: unknown) => void): Promise<void> {
    if (this.#completed) await runCompletedCallbacks(this.#completed, onError);
  }

  /** True when {@link runCompleted} would do something. */
  get hasCompletedCallbacks(): boolean {
    return this.#completed !== undefined;
  }

  /**
   * Throws when what is about to be sent contradicts itself; nothing has been sent then. `first` is the first part of the
   * body, empty when there will be none, undefined when nobody knows yet.
   */
  protected checkHead(_first: Uint8Array | string | undefined): void {
    // A server that can send anything.
  }

  /** True when the client has gone: a file that nobody gets is not read to its end. */
  protected get isGone(): boolean {
    return false;
  }

  /** Sends status line and header lines (name and value in turn). An empty phrase is the standard one. */
  protected abstract sendHead(
    statusCode: number,
    reasonPhrase: string,
    lines: readonly string[],
  ): void;

  /** Sends a part of the body. A promise resolves when there is room for more, or nobody left to read it. */
  protected abstract sendBody(chunk: Uint8Array | string): Promise<void> | undefined;

  /** Ends the body. Resolves when the last byte has been handed over. */
  protected abstract sendEnd(): Promise<void> | undefined;

  async #startAndWrite(chunk: Uint8Array | string): Promise<void> {
    await this.#runStarting();
    if (!this.#hasStarted) this.#sendHead(chunk);
    await this.sendBody(chunk);
  }

  async #runStarting(): Promise<void> {
    // A callback may register another one, which then runs next.
    for (let callback = this.#starting?.pop(); callback; callback = this.#starting?.pop()) {
      await callback();
    }
  }

  #sendHead(first: Uint8Array | string | undefined): void {
    this.checkHead(first);
    this.#hasStarted = true;
    this.headers.freeze();
    this.sendHead(this.#statusCode, this.#reasonPhrase, this.headers.lines);
  }

  #checkNotStarted(name: string): void {
    if (this.#hasStarted) {
      throw new Error(`${name} cannot be set because the response has already started.`);
    }
  }
}
