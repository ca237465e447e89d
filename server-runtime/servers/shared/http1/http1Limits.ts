import type { HeadLimits } from './requestHeadParser.ts';

/** How slow a client may be. */
export interface MinDataRate {
  /** On average, over the time that the transfer has taken. */
  bytesPerSecond: number;
  /** In milliseconds: how long it may be slower than that at first. */
  gracePeriod: number;
}

/** The limits that an HTTP/1.1 connection keeps. Times in milliseconds, sizes in bytes. */
export interface Http1Limits extends HeadLimits {
  /** null is unlimited. */
  maxRequestBodySize: number | null;
  /** null is unlimited. */
  maxRequestBufferSize: number | null;
  /** Between two requests. */
  keepAliveTimeout: number;
  /** From the first byte of a request to the end of its header. */
  requestHeadersTimeout: number;
  /** null: as slow as it likes. */
  minRequestBodyDataRate: MinDataRate | null;
  /** null: as slow as it likes. */
  minResponseDataRate: MinDataRate | null;
}
