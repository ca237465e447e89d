/** Takes the framing off a message body (RFC 9112 §6). */
export interface BodyDecoder {
  /** True once the body has ended. */
  readonly isDone: boolean;
  /** Bytes taken so far, framing included, trailers not. */
  readonly size: number;
  /** Total size where it is known from the start, else -1. */
  readonly declaredSize: number;
  /** What a body that breaks off here is called. */
  readonly unexpectedEnd: () => Error;
  /** The fields after the body, name and value in turn, once it has ended. */
  readonly trailers: readonly string[];
  /**
   * Takes bytes from `start` on and hands those of the body to the sink, without copying. Returns the position that it
   * got to; what is left is the next message's, or must come again with more behind it. Throws a BadHttpRequestError.
   */
  decode(bytes: Buffer, start: number, sink: (chunk: Buffer) => void): number;
}
