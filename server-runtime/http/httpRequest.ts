import type { IFeatureCollection } from './featureCollection.ts';
import { encodePath } from './encodedUrl.ts';
import { IFormFeature } from './features/formFeature.ts';
import { IHttpRequestFeature, type BodyReader } from './features/httpRequestFeature.ts';
import { IQueryFeature } from './features/queryFeature.ts';
import { IRequestCookiesFeature } from './features/requestCookiesFeature.ts';
import type { Form } from './form/form.ts';
import type { FormLimits } from './form/formLimits.ts';
import { FormReader, type FormSource } from './form/formReader.ts';
import type { IHeaderDictionary } from './headers.ts';
import type { HttpContext } from './httpContext.ts';
import { parseCookies } from './requestCookies.ts';
import { IterableBody, readAllBytes, RequestBody } from './requestBody.ts';

const decoder = new TextDecoder();

/** The request. Reads and writes the server's features; what is not touched costs nothing. */
export class HttpRequest {
  /** What the request is part of. */
  readonly context: HttpContext;
  readonly #features: IFeatureCollection;
  #revision = -1;
  #feature!: IHttpRequestFeature;
  #body: RequestBody | undefined;
  #bodyReader: BodyReader | undefined;
  #query: URLSearchParams | undefined;
  #queryText = '';
  #cookies: ReadonlyMap<string, string> | undefined;
  #cookieText: string | undefined;

  /** Made by the context. */
  constructor(context: HttpContext) {
    this.context = context;
    this.#features = context.features;
  }

  /** As sent; case matters (RFC 9110 §9.1). */
  get method(): string {
    return this.#current().method;
  }
  set method(value: string) {
    this.#current().method = value;
  }

  /** `http` or `https`. */
  get scheme(): string {
    return this.#current().scheme;
  }
  set scheme(value: string) {
    this.#current().scheme = value;
  }

  /** True when the scheme is `https`. */
  get isHttps(): boolean {
    return this.#current().scheme === 'https';
  }

  /** As `HTTP/1.1`. */
  get protocol(): string {
    return this.#current().protocol;
  }
  set protocol(value: string) {
    this.#current().protocol = value;
  }

  /** Name and port as the client wrote them in `Host`; empty when it sent none. Do not trust it. */
  get host(): string {
    return this.#current().headers.get('Host') ?? '';
  }
  set host(value: string) {
    this.#current().headers.set('Host', value);
  }

  /** The first part of the path, unescaped: where the app, or this branch of it, is mounted. */
  get pathBase(): string {
    return this.#current().pathBase;
  }
  set pathBase(value: string) {
    this.#current().pathBase = value;
  }

  /** The rest of the path, unescaped but for `%2F`. */
  get path(): string {
    return this.#current().path;
  }
  set path(value: string) {
    this.#current().path = value;
  }

  /** With its leading `?`, not unescaped; empty when there is none. */
  get queryString(): string {
    return this.#current().queryString;
  }
  set queryString(value: string) {
    this.#current().queryString = value;
  }

  /** The query string parsed, on first use and again after {@link queryString} has changed. A copy: changes stay here. */
  get query(): URLSearchParams {
    const feature = this.#features.get(IQueryFeature);
    if (feature) return feature.query;
    const text = this.#current().queryString;
    if (!this.#query || this.#queryText !== text) {
      this.#query = new URLSearchParams(text);
      this.#queryText = text;
    }
    return this.#query;
  }

  /** Cookies by name, their values unescaped. Parsed on first use. */
  get cookies(): ReadonlyMap<string, string> {
    const feature = this.#features.get(IRequestCookiesFeature);
    if (feature) return feature.cookies;
    const { headers } = this.#current();
    const text = headers.get('Cookie');
    if (!this.#cookies || this.#cookieText !== text) {
      this.#cookies = parseCookies(headers.getAll('Cookie'));
      this.#cookieText = text;
    }
    return this.#cookies;
  }

  /** The request target exactly as sent (RFC 9112 §3.2). */
  get rawTarget(): string {
    return this.#current().rawTarget;
  }

  /** As sent, repeated lines apart. */
  get headers(): IHeaderDictionary {
    return this.#current().headers;
  }

  /** The header Content-Type, with its parameters. */
  get contentType(): string | undefined {
    return this.#current().headers.get('Content-Type');
  }

  /** In bytes; undefined when the client did not say, or not as a number. */
  get contentLength(): number | undefined {
    const text = this.#current().headers.get('Content-Length');
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /** The body, to be read once: `for await (const chunk of request.body)`, or as any Web stream. */
  get body(): RequestBody {
    const reader = this.#current().body;
    if (!this.#body || this.#bodyReader !== reader) {
      this.#body = new RequestBody(reader);
      this.#bodyReader = reader;
    }
    return this.#body;
  }

  /** Puts another body in place of the client's, as middleware does that decompresses it. */
  replaceBody(source: AsyncIterable<Uint8Array>): void {
    this.#current().body = new IterableBody(source);
  }

  /** The whole body. Rejects when the client goes away or a limit is exceeded. */
  bytes(): Promise<Uint8Array> {
    return readAllBytes(this.#current().body);
  }

  /** The whole body as UTF-8. */
  async text(): Promise<string> {
    return decoder.decode(await this.bytes());
  }

  /** The whole body as JSON. Rejects with a SyntaxError when it is not. */
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  /** True for the content types of forms: `application/x-www-form-urlencoded` and `multipart/form-data`. */
  get hasFormContentType(): boolean {
    return this.#form().hasFormContentType;
  }

  /**
   * The form in the body, read on the first call; limits are those of ASP.NET Core unless given then. Rejects with a
   * BadHttpRequestError when it is no form (415), a broken one (400), or more than the limits allow (413).
   */
  readForm(limits?: Partial<FormLimits>): Promise<Form> {
    return this.#form(limits).readForm();
  }

  /** The URL for people to read: unescaped, so not for use in a header or as a link. */
  getDisplayUrl(): string {
    const { scheme, pathBase, path, queryString } = this.#current();
    return `${scheme}://${this.host}${pathBase}${path}${queryString}`;
  }

  /** The URL for machines: escaped. */
  getEncodedUrl(): string {
    const { scheme, pathBase, path, queryString } = this.#current();
    const fullPath = encodePath(pathBase + path) || '/';
    return `${scheme}://${this.host}${fullPath}${queryString}`;
  }

  #form(limits?: Partial<FormLimits>): IFormFeature {
    let feature = this.#features.get(IFormFeature);
    if (!feature || (limits && !feature.form && feature instanceof FormReader)) {
      feature = new FormReader(() => this.#formSource(), limits);
      this.#features.set(IFormFeature, feature);
    }
    return feature;
  }

  #formSource(): FormSource {
    const { response } = this.context;
    return {
      contentType: this.contentType,
      body: this.#current().body,
      onCompleted: (callback) => response.onCompleted(callback),
    };
  }

  #current(): IHttpRequestFeature {
    const revision = this.#features.revision;
    if (revision !== this.#revision) {
      const feature = this.#features.get(IHttpRequestFeature);
      if (!feature) throw new Error('The server offers no IHttpRequestFeature.');
      this.#feature = feature;
      this.#revision = revision;
    }
    return this.#feature;
  }
}
