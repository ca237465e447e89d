import { constants, type ServerHttp2Stream } from 'node:http2';
import type { IHttpResetFeature } from '../../../http/features/httpResetFeature.ts';
import type { IHttpRequestLifetimeFeature } from '../../../http/features/httpRequestLifetimeFeature.ts';

/** Knows when the client resets a stream, or goes away, and resets it for the app. */
export class Http2Lifetime implements IHttpRequestLifetimeFeature, IHttpResetFeature {
  readonly #stream: ServerHttp2Stream;
  #controller: AbortController | undefined;
  #signal: AbortSignal | undefined;
  #isComplete = false;
  #isAborted = false;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
    stream.once('close', () => {
      this.#markAborted();
    });
  }

  get requestAborted(): AbortSignal {
    if (this.#signal) return this.#signal;
    this.#controller = new AbortController();
    if (this.#isAborted) this.#controller.abort();
    return (this.#signal = this.#controller.signal);
  }
  set requestAborted(value: AbortSignal) {
    this.#signal = value;
  }

  abort(): void {
    this.reset(constants.NGHTTP2_CANCEL);
  }

  reset(errorCode: number): void {
    this.#stream.close(errorCode);
    this.#markAborted();
  }

  /** The response is out: nothing is aborted any more. */
  complete(): void {
    this.#isComplete = true;
  }

  #markAborted(): void {
    if (this.#isComplete) return;
    this.#isAborted = true;
    this.#controller?.abort();
  }
}
