import { constants, type ServerHttp2Stream } from 'node:http2';
import type { IHttpRequestLifetimeFeature } from '../../../http/features/httpRequestLifetimeFeature.ts';

/** Knows when the client resets a stream, or goes away. */
export class Http2Lifetime implements IHttpRequestLifetimeFeature {
  readonly #stream: ServerHttp2Stream;
  #controller: AbortController | undefined;
  #signal: AbortSignal | undefined;
  #isComplete = false;
  #isAborted = false;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
    stream.once('close', () => {
      if (this.#isComplete) return;
      this.#isAborted = true;
      this.#controller?.abort();
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
    this.#stream.close(constants.NGHTTP2_CANCEL);
  }

  /** The response is out: nothing is aborted any more. */
  complete(): void {
    this.#isComplete = true;
  }
}
