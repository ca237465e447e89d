import { HeaderDictionary } from '../../../http/headerDictionary.ts';
import type { IHttpResponseBodyFeature } from '../../../http/features/httpResponseBodyFeature.ts';
import type {
  IHttpResponseFeature,
  ResponseCallback,
} from '../../../http/features/httpResponseFeature.ts';
import type { IHeaderDictionary } from '../../../http/headers.ts';
import { runCompletedCallbacks, runStartingCallbacks } from '../../../http/responseCallbacks.ts';
import type { Http1Output } from './http1Output.ts';
import type { RequestHead } from './requestHead.ts';
import {
  canHaveBody,
  formatResponseHead,
  type BodyFraming,
  type ServerLines,
} from './responseHead.ts';
import { checkCanHaveBody, tooFew, tooMany } from './responseErrors.ts';
import { sendFile } from './sendFile.ts';

/** What a response needs of its connection. */
export interface ResponseHost {
  readonly output: Http1Output;
  readonly serverLines: ServerLines;
  /** False: the connection ends after this response. */
  keepAlive: boolean;
}

/** Status, headers and body of one response, by the rules of RFC 9112 §6. */
export class Http1Response implements IHttpResponseFeature, IHttpResponseBodyFeature {
  readonly #request: RequestHead;
  readonly #host: ResponseHost;
  #statusCode = 200;
  #reasonPhrase = '';
  #headers: IHeaderDictionary = new HeaderDictionary();
  #hasStarted = false;
  #isEnded = false;
  #framing: BodyFraming = 'none';
  #contentLength = -1;
  #written = 0;
  #starting: ResponseCallback[] | undefined;
  #completed: ResponseCallback[] | undefined;
  /** The onStarting callbacks are running; what is written meanwhile follows them. */
  #start: Promise<void> | undefined;

  constructor(request: RequestHead, host: ResponseHost) {
    this.#request = request;
    this.#host = host;
  }

  get statusCode(): number {
    return this.#statusCode;
  }
  set statusCode(value: number) {
    this.#checkNotStarted('StatusCode');
    if (!Number.isInteger(value) || value < 100 || value > 999) {
      throw new RangeError(`Invalid status code: ${value}. It is a number from 100 to 999.`);
    }
    this.#statusCode = value;
  }

  get reasonPhrase(): string {
    return this.#reasonPhrase;
  }
  set reasonPhrase(value: string) {
    this.#checkNotStarted('ReasonPhrase');
    if (/[^\t\x20-\x7e]/.test(value)) {
      throw new TypeError('Invalid non-ASCII or control character in the reason phrase.');
    }
    this.#reasonPhrase = value;
  }

  get headers(): IHeaderDictionary {
    return this.#headers;
  }
  set headers(value: IHeaderDictionary) {
    this.#checkNotStarted('Headers');
    this.#headers = value;
  }

  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** True when its last byte has been handed over. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  onStarting(callback: ResponseCallback): void {
    this.#checkNotStarted('OnStarting');
    (this.#starting ??= []).push(callback);
  }

  onCompleted(callback: ResponseCallback): void {
    (this.#completed ??= []).push(callback);
  }

  disableBuffering(): void {
    // Nothing is held back longer than the app's turn takes.
  }

  write(chunk: Uint8Array | string): Promise<void> | undefined {
    if (this.#isEnded) {
      throw new Error(
        this.#statusCode === 101
          ? 'Cannot write to response body after connection has been upgraded.'
          : 'Writing to the response body is not possible after the response was completed.',
      );
    }
    if (this.#start) return this.#start.then(() => this.write(chunk));
    checkCanHaveBody(this.#statusCode);
    const size = typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
    if (!this.#hasStarted) {
      if (this.#starting) return this.#runStarting().then(() => this.write(chunk));
      this.#begin(false, size);
    }
    this.#writeBody(chunk, size);
    return this.#host.output.whenRoom();
  }

  async start(): Promise<void> {
    await (this.#start ?? (this.#starting && this.#runStarting()));
    if (!this.#hasStarted) this.#begin(false);
    this.#host.output.flush();
  }

  async sendFile(path: string, offset = 0, count?: number, signal?: AbortSignal): Promise<void> {
    const write = (chunk: Uint8Array) => this.write(chunk);
    await sendFile(write, this.#host.output, path, offset, count, signal);
  }

  async complete(): Promise<void> {
    await this.end();
  }

  /** What {@link complete} does; undefined when it is done at once. Throws when the app has not kept its own promises. */
  end(): Promise<void> | undefined {
    if (this.#isEnded) return undefined;
    if (this.#start) return this.#start.then(() => this.end());
    if (!this.#hasStarted) {
      if (this.#starting) return this.#runStarting().then(() => this.end());
      this.#checkComplete();
      this.#begin(true);
    } else {
      this.#checkComplete();
    }
    this.#isEnded = true;
    if (this.#framing === 'chunked') this.#host.output.writeLatin1('0\r\n\r\n');
    return undefined;
  }

  /** Answers in place of an app that failed before it had started. */
  reject(statusCode: number, extraLines: readonly string[] = []): void {
    this.#starting = undefined;
    this.#start = undefined;
    this.#statusCode = statusCode;
    this.#reasonPhrase = '';
    this.#headers = new HeaderDictionary([...extraLines]);
    this.#begin(true);
    this.#isEnded = true;
  }

  /** Sends the head of a 101; everything after it is another protocol. */
  async switchProtocols(): Promise<void> {
    this.statusCode = 101;
    if (!this.#headers.has('Connection')) this.#headers.set('Connection', 'Upgrade');
    if (this.#starting) await this.#runStarting();
    this.#begin(false);
    this.#isEnded = true;
    this.#host.output.flush();
  }

  /** Runs the onCompleted callbacks; undefined when there are none. */
  runCompleted(onError: (error: unknown) => void): Promise<void> | undefined {
    return this.#completed && runCompletedCallbacks(this.#completed, onError);
  }

  #runStarting(): Promise<void> {
    const callbacks = this.#starting ?? [];
    this.#starting = undefined;
    const start = runStartingCallbacks(callbacks).finally(() => {
      this.#start = undefined;
    });
    this.#start = start;
    return start;
  }

  /** Sends the head, when nothing contradicts it: what the first write holds must fit. */
  #begin(isComplete: boolean, firstSize = 0): void {
    const head = formatResponseHead(
      this.#request,
      {
        statusCode: this.#statusCode,
        reasonPhrase: this.#reasonPhrase,
        headers: this.#headers,
        isComplete,
        keepAlive: this.#host.keepAlive,
      },
      this.#host.serverLines,
    );
    if (head.framing === 'length' && firstSize > head.contentLength) {
      throw tooMany(firstSize, head.contentLength);
    }
    if (head.contentLength > 0 && !this.#mayPromiseMore && !canHaveBody(this.#statusCode)) {
      throw tooFew(0, head.contentLength);
    }
    this.#host.keepAlive = head.keepAlive;
    this.#framing = head.framing;
    this.#contentLength = head.contentLength;
    this.#hasStarted = true;
    if (this.#headers instanceof HeaderDictionary) this.#headers.freeze();
    this.#host.output.writeLatin1(head.text);
  }

  /** The length may be that of a body which is not sent (RFC 9110 §8.6). */
  get #mayPromiseMore(): boolean {
    return this.#request.method === 'HEAD' || this.#statusCode === 304;
  }

  #writeBody(chunk: Uint8Array | string, size: number): void {
    // Zero bytes would be the last chunk.
    if (this.#framing === 'none' || size === 0) return;
    const isText = typeof chunk === 'string';
    if (this.#framing === 'length') this.#count(size);
    const { output } = this.#host;
    const isChunked = this.#framing === 'chunked';
    if (isText && size === chunk.length) {
      // All of it ASCII: it goes out as it is.
      output.writeLatin1(isChunked ? `${size.toString(16)}\r\n${chunk}\r\n` : chunk);
      return;
    }
    if (isChunked) output.writeLatin1(`${size.toString(16)}\r\n`);
    output.writeBytes(isText ? Buffer.from(chunk) : chunk);
    if (isChunked) output.writeLatin1('\r\n');
  }

  #count(size: number): void {
    const written = this.#written + size;
    if (written > this.#contentLength) {
      this.#host.keepAlive = false;
      throw tooMany(written, this.#contentLength);
    }
    this.#written = written;
  }

  #checkComplete(): void {
    if (this.#hasStarted && this.#framing !== 'length') return;
    if (!this.#hasStarted) {
      const { method } = this.#request;
      if (method === 'HEAD' || !canHaveBody(this.#statusCode)) return;
      if (this.#headers.has('Transfer-Encoding')) return;
    }
    const declared = this.#hasStarted
      ? this.#contentLength
      : Number(this.#headers.get('Content-Length') ?? 0);
    if (this.#written < declared) throw tooFew(this.#written, declared);
  }

  #checkNotStarted(name: string): void {
    if (!this.#hasStarted) return;
    throw new Error(`${name} cannot be set because the response has already started.`);
  }
}
