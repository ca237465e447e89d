import type { MinDataRate } from '../../../http/minDataRate.ts';
import type { HeadLimits } from './requestHeadParser.ts';

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
