import { encodeForHeader } from './encodedUrl.ts';
import type { IFeatureCollection } from './featureCollection.ts';
import { IHttpResponseBodyFeature } from './features/httpResponseBodyFeature.ts';
import { IHttpResponseFeature, type ResponseCallback } from './features/httpResponseFeature.ts';
import {
  IResponseCookiesFeature,
  type IResponseCookies,
} from './features/responseCookiesFeature.ts';
import type { IHeaderDictionary } from './headers.ts';
import type { HttpContext } from './httpContext.ts';
import { ResponseCookies } from './responseCookies.ts';

/** The response. It starts with the first write; status and headers are fixed from then on. */
export class HttpResponse {
  /** What the response is part of. */
  readonly context: HttpContext;
  readonly #features: IFeatureCollection;
  #revision = -1;
  #response!: IHttpResponseFeature;
  #body: IHttpResponseBodyFeature | undefined;
  #cookies: IResponseCookies | undefined;

  /** Made by the context. */
  constructor(context: HttpContext) {
    this.context = context;
    this.#features = context.features;
  }

  /** 200 unless set. Throws when set after the response has started. */
  get statusCode(): number {
    return this.#current().statusCode;
  }
  set statusCode(value: number) {
    this.#current().statusCode = value;
  }

  /** Empty: the standard phrase of the status code. Throws when set after the response has started. */
  get reasonPhrase(): string {
    return this.#current().reasonPhrase;
  }
  set reasonPhrase(value: string) {
    this.#current().reasonPhrase = value;
  }

  /** Read-only once the response has started. */
  get headers(): IHeaderDictionary {
    return this.#current().headers;
  }

  /** True once status and headers can no longer change. */
  get hasStarted(): boolean {
    return this.#current().hasStarted;
  }

  /** The header Content-Type, with its parameters; undefined removes it. */
  get contentType(): string | undefined {
    return this.#current().headers.get('Content-Type');
  }
  set contentType(value: string | undefined) {
    setOrDelete(this.#current().headers, 'Content-Type', value);
  }

  /** In bytes; undefined lets the server frame the body. */
  get contentLength(): number | undefined {
    const text = this.#current().headers.get('Content-Length');
    return text === undefined ? undefined : Number(text);
  }
  set contentLength(value: number | undefined) {
    setOrDelete(this.#current().headers, 'Content-Length', value);
  }

  /** Sets and deletes cookies. */
  get cookies(): IResponseCookies {
    const feature = this.#features.get(IResponseCookiesFeature);
    if (feature) return feature.cookies;
    return (this.#cookies ??= new ResponseCookies(() => this.#current().headers));
  }

  /** Runs just before the headers are sent, last registered first. Throws once the response has started. */
  onStarting(callback: ResponseCallback): void {
    this.#current().onStarting(callback);
  }

  /** Runs after the response is done, last registered first, however it ended. */
  onCompleted(callback: ResponseCallback): void {
    this.#current().onCompleted(callback);
  }

  /**
   * Sends bytes, or text as UTF-8, starting the response when it has not started. A promise means that the client is
   * slow, so wait for it before the next write. Throws a TypeError for what is neither.
   */
  write(chunk: Uint8Array | string): Promise<void> | undefined {
    // Before the server sees it: a response that has started can only be cut off.
    if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk)) {
      throw new TypeError(
        'Only text and bytes can be written. For other values there is writeJson.',
      );
    }
    return this.#currentBody().write(chunk);
  }

  /** Sends a value as JSON, with its content type unless one is set. */
  writeJson(value: unknown): Promise<void> | undefined {
    const headers = this.#current().headers;
    if (!headers.has('Content-Type')) {
      headers.set('Content-Type', 'application/json; charset=utf-8');
    }
    return this.#currentBody().write(JSON.stringify(value));
  }

  /** Sends all that a stream or other source yields, as fast as the client takes it. */
  async writeFrom(source: AsyncIterable<Uint8Array | string>): Promise<void> {
    const body = this.#currentBody();
    for await (const chunk of source) await body.write(chunk);
  }

  /**
   * Sends part of a file, bytes from `offset` on, to its end unless a count is given. Rejects with the file system's
   * error before anything is sent when the file cannot be read.
   */
  sendFile(path: string, offset?: number, count?: number, signal?: AbortSignal): Promise<void> {
    return this.#currentBody().sendFile(path, offset, count, signal);
  }

  /** Sends status and headers without waiting for a body. */
  start(): Promise<void> {
    return this.#currentBody().start();
  }

  /** Ends the response; nothing can be written any more. */
  complete(): Promise<void> {
    return this.#currentBody().complete();
  }

  /** Asks the server and middleware not to hold bytes back. */
  disableBuffering(): void {
    this.#currentBody().disableBuffering();
  }

  /** Sends the client elsewhere: 302, 301 when permanent; 307 and 308 keep the method (RFC 9110 §15.4). */
  redirect(location: string, isPermanent = false, isMethodKept = false): void {
    const response = this.#current();
    if (isMethodKept) response.statusCode = isPermanent ? 308 : 307;
    else response.statusCode = isPermanent ? 301 : 302;
    response.headers.set('Location', encodeForHeader(location));
  }

  /** Back to an empty 200. Throws once the response has started. */
  clear(): void {
    const response = this.#current();
    if (response.hasStarted) {
      throw new Error('The response cannot be cleared, it has already started sending.');
    }
    response.headers.clear();
    response.statusCode = 200;
    response.reasonPhrase = '';
  }

  #current(): IHttpResponseFeature {
    if (this.#features.revision !== this.#revision) this.#refresh();
    return this.#response;
  }

  #currentBody(): IHttpResponseBodyFeature {
    if (this.#features.revision !== this.#revision) this.#refresh();
    if (!this.#body) throw new Error('The server offers no IHttpResponseBodyFeature.');
    return this.#body;
  }

  #refresh(): void {
    const response = this.#features.get(IHttpResponseFeature);
    if (!response) throw new Error('The server offers no IHttpResponseFeature.');
    this.#response = response;
    this.#body = this.#features.get(IHttpResponseBodyFeature);
    this.#revision = this.#features.revision;
  }
}

function setOrDelete(
  headers: IHeaderDictionary,
  name: string,
  value: string | number | undefined,
): void {
  if (value === undefined) headers.delete(name);
  else headers.set(name, value);
}
