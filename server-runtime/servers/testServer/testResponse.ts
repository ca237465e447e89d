import type { IHeaderDictionary } from '../../http/headers.ts';
import { ResponseBase } from '../../http/responseBase.ts';

/** What takes a response while it is sent. */
export interface ResponseSink {
  /** Status and headers are final. */
  onHead?(response: SentResponse): void;
  /** A promise: wait for it before the next part. */
  onBody(chunk: Uint8Array): Promise<void> | undefined;
  /** The response is complete. */
  onEnd?(): void;
}

/** The response that the app writes, handed to a sink part by part. */
export class SentResponse extends ResponseBase {
  readonly #sink: ResponseSink;

  /** The sink is told of each part. */
  constructor(sink: ResponseSink) {
    super();
    this.#sink = sink;
  }

  protected override sendHead(): void {
    this.#sink.onHead?.(this);
  }

  protected override sendBody(chunk: Uint8Array | string): Promise<void> | undefined {
    return this.#sink.onBody(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }

  protected override sendEnd(): undefined {
    this.#sink.onEnd?.();
  }
}

/** A whole response of a TestServer. */
export class TestResponse {
  /** As the app left it. */
  readonly statusCode: number;
  /** Empty: the standard one. */
  readonly reasonPhrase: string;
  /** As the app left them. */
  readonly headers: IHeaderDictionary;
  readonly #chunks: readonly Uint8Array[];

  /** @internal */
  constructor(response: SentResponse, chunks: readonly Uint8Array[]) {
    this.statusCode = response.statusCode;
    this.reasonPhrase = response.reasonPhrase;
    this.headers = response.headers;
    this.#chunks = chunks;
  }

  /** The body. */
  get bytes(): Uint8Array {
    return this.#chunks.length === 1
      ? (this.#chunks[0] as Uint8Array)
      : Buffer.concat(this.#chunks);
  }

  /** The body as UTF-8. */
  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  /** The body as JSON. */
  get json(): unknown {
    return JSON.parse(this.text);
  }
}
