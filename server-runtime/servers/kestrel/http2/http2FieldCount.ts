import { badRequest } from '../../shared/http1/badRequest.ts';

/** Limits on the header fields and trailers of one request. Sizes in bytes. */
export interface Http2FieldLimits {
  maxRequestHeadersTotalSize: number;
  maxRequestHeaderCount: number;
  http2: { maxRequestHeaderFieldSize: number };
}

/** What each field counts besides its name and value (RFC 9113 §6.5.2). */
const fieldOverhead = 32;

/** Counts the header fields of a request, and its trailers with them, against their limits. */
export class Http2FieldCount {
  readonly #limits: Http2FieldLimits;
  #count = 0;
  #size = 0;

  constructor(limits: Http2FieldLimits) {
    this.#limits = limits;
  }

  /** Adds fields, name and value in turn. Throws a BadHttpRequestError when these are too many. */
  add(lines: readonly string[]): void {
    const { maxRequestHeadersTotalSize, maxRequestHeaderCount, http2 } = this.#limits;
    for (let i = 0; i < lines.length; i += 2) {
      const name = lines[i] as string;
      const length = name.length + (lines[i + 1] as string).length;
      this.#size += length + fieldOverhead;
      const isTooLong = length > http2.maxRequestHeaderFieldSize;
      if (isTooLong || this.#size > maxRequestHeadersTotalSize) throw badRequest.headersTooLong();
      // Those that begin with a colon are what the request line is in HTTP/1.1.
      if (!name.startsWith(':') && ++this.#count > maxRequestHeaderCount) {
        throw badRequest.tooManyHeaders();
      }
    }
  }
}
