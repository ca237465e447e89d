/** Why a worker's answer could not be had. */
export type UpstreamErrorKind =
  /** Nobody listens there any more: the worker has seen nothing of the request. */
  | 'refused'
  /** No connection was made for a reason of ours or the system's: too many files, no port left. */
  | 'unreachable'
  /** The connection broke before the first byte of an answer. */
  | 'no-answer'
  /** The connection broke in the middle of the answer. */
  | 'broken-off'
  /** What came is no HTTP response. */
  | 'invalid'
  /** Nothing came, or nothing was taken, for longer than the limit. */
  | 'timeout';

/** A worker failed a request. */
export class UpstreamError extends Error {
  readonly kind: UpstreamErrorKind;

  constructor(kind: UpstreamErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UpstreamError';
    this.kind = kind;
  }
}
