import { open } from 'node:fs/promises';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { IHttpResponseBodyFeature } from '../../http/features/httpResponseBodyFeature.ts';
import type {
  IHttpResponseFeature,
  ResponseCallback,
} from '../../http/features/httpResponseFeature.ts';
import { HeaderDictionary } from '../../http/headerDictionary.ts';
import { runCompletedCallbacks, runStartingCallbacks } from '../../http/responseCallbacks.ts';

/** Sends a response through Node's `ServerResponse`, keeping the rules that apps rely on. */
export class NodeResponse implements IHttpResponseFeature, IHttpResponseBodyFeature {
  readonly headers = new HeaderDictionary();
  readonly #response: ServerResponse;
  readonly #starting: ResponseCallback[] = [];
  readonly #completed: ResponseCallback[] = [];
  #statusCode = 200;
  #reasonPhrase = '';
  #isUpgraded = false;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  /** Also true when the app wrote to Node's response itself. */
  get hasStarted(): boolean {
    return this.headers.isReadOnly || this.#response.headersSent;
  }

  /** True: the connection speaks another protocol now. */
  get isUpgraded(): boolean {
    return this.#isUpgraded;
  }

  get statusCode(): number {
    return this.#response.headersSent ? this.#response.statusCode : this.#statusCode;
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
    this.#checkNotStarted('OnStarting');
    this.#starting.push(callback);
  }

  onCompleted(callback: ResponseCallback): void {
    this.#completed.push(callback);
  }

  write(chunk: Uint8Array | string): Promise<void> | undefined {
    if (this.hasStarted) return this.#send(chunk);
    if (this.#starting.length > 0) return this.start().then(() => this.#send(chunk));
    this.#sendHead();
    return this.#send(chunk);
  }

  async start(): Promise<void> {
    if (this.hasStarted) return;
    await runStartingCallbacks(this.#starting);
    this.#sendHead();
  }

  async sendFile(path: string, offset = 0, count?: number, signal?: AbortSignal): Promise<void> {
    await using file = await open(path);
    const { size } = await file.stat();
    const length = count ?? size - offset;
    if (offset < 0 || length < 0 || offset + length > size) {
      throw new RangeError(`The file '${path}' has no such part.`);
    }
    await this.start();
    if (length === 0) return;
    const source = file.createReadStream({
      start: offset,
      end: offset + length - 1,
      autoClose: false,
    });
    await pipeline(source, this.#response, { end: false, ...(signal && { signal }) });
  }

  async complete(): Promise<void> {
    await this.start();
    const response = this.#response;
    if (response.writableFinished || response.closed) return;
    await new Promise<void>((resolve) => {
      response.once('close', resolve).once('finish', resolve);
      response.end();
    });
  }

  disableBuffering(): void {
    // Node holds nothing back but the head, until the first byte of the body.
  }

  /** An empty answer of this status in place of what was prepared. */
  reset(statusCode: number): void {
    this.#starting.length = 0;
    this.headers.reset();
    this.#statusCode = statusCode;
    this.#reasonPhrase = '';
  }

  runCompleted(onError: (error: unknown) => void): Promise<void> {
    return runCompletedCallbacks(this.#completed, onError);
  }

  /** The header lines of a 101 answer. Throws once the response has started. */
  async startUpgrade(): Promise<string> {
    this.#checkNotStarted('StatusCode');
    this.#statusCode = 101;
    if (!this.headers.has('Connection')) this.headers.set('Connection', 'Upgrade');
    await runStartingCallbacks(this.#starting);
    this.headers.freeze();
    this.#isUpgraded = true;
    return Array.from(this.headers, ([name, value]) => `${name}: ${value}\r\n`).join('');
  }

  #checkNotStarted(name: string): void {
    if (this.hasStarted) {
      throw new Error(`${name} cannot be set because the response has already started.`);
    }
  }

  #sendHead(): void {
    this.headers.freeze();
    const phrase = this.#reasonPhrase || (STATUS_CODES[this.#statusCode] ?? '');
    this.#response.writeHead(this.#statusCode, phrase, [...this.headers.lines]);
  }

  #send(chunk: Uint8Array | string): Promise<void> | undefined {
    const response = this.#response;
    if (response.closed || response.write(chunk)) return undefined;
    return new Promise((resolve) => {
      const done = () => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }
}
