import type { Http1Limits } from '../../shared/http1/http1Limits.ts';
import type { Http1Services } from '../../shared/http1/http1Services.ts';
import type { Http2Limits } from './http2Limits.ts';

/** What the HTTP/2 connections of a server share, with those of HTTP/1.1 and among themselves. */
export interface Http2Services extends Http1Services {
  readonly limits: Http1Limits & {
    readonly http2: Http2Limits;
    /** Of each stream, in bytes; null is unlimited. */
    readonly maxResponseBufferSize: number | null;
  };
  /** Takes the word of a client whose `:scheme` is not that of its connection. */
  readonly allowAlternateSchemes: boolean;
  /** Compresses the headers of responses by what went before them (RFC 7541 §7.1 has the risks). */
  readonly allowResponseHeaderCompression: boolean;
}
