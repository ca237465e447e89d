import type { HeaderLines } from '../forwarding/headerLines.ts';

/** How the end of a response body is marked (RFC 9112 §6.3). */
export type ResponseFraming = 'none' | 'length' | 'chunked' | 'close';

/** What comes before the body of a worker's response; valid by the time one of these exists. */
export interface ResponseHead {
  statusCode: number;
  /** As sent; may be empty. */
  reason: string;
  minorVersion: 0 | 1;
  /** Every field as sent, one character per byte. */
  lines: HeaderLines;
  framing: ResponseFraming;
  /** The Content-Length field in bytes, also where there is no body; -1 when there is none. */
  contentLength: number;
  /** Whether the worker lets the connection be used again. */
  keepAlive: boolean;
  /** Seconds after which the worker closes the connection when it is idle, where it says so. */
  keepAliveSeconds: number | undefined;
}
