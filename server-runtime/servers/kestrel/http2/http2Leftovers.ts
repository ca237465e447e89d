import { constants, type ServerHttp2Stream } from 'node:http2';

/** How long the unread rest of a body is waited for after the response, in milliseconds. */
const patience = 5000;

/**
 * Streams whose response is out while their client still sends. A reset could reach it together with the response, and some
 * clients then lose that; so it is left to them to stop, for a while (RFC 9113 §8.1).
 */
export class Http2Leftovers {
  readonly #deadlines = new Map<ServerHttp2Stream, number>();

  /** Takes a stream over, unless it has ended. */
  add(stream: ServerHttp2Stream, now: number): void {
    if (stream.readableEnded || stream.destroyed) return;
    this.#deadlines.set(stream, now + patience);
    stream.once('close', () => this.#deadlines.delete(stream));
  }

  /** Resets those whose time is over. */
  tick(now: number): void {
    for (const [stream, deadline] of this.#deadlines) if (now >= deadline) reset(stream);
  }

  /** Resets all of them. */
  close(): void {
    for (const stream of this.#deadlines.keys()) reset(stream);
  }
}

function reset(stream: ServerHttp2Stream): void {
  stream.close(constants.NGHTTP2_NO_ERROR);
}
