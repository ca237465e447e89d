import type { KestrelServerOptions } from './kestrelServerOptions.ts';

/** Options of `net.Server`. */
export interface SocketOptions {
  allowHalfOpen: boolean;
  noDelay: boolean;
  highWaterMark: number;
}

/** Those that every listening socket of Kestrel has. */
export function socketOptions({ noDelay, limits }: KestrelServerOptions): SocketOptions {
  return {
    // A client may end its side and still wait for the response.
    allowHalfOpen: true,
    noDelay,
    highWaterMark: limits.maxResponseBufferSize ?? Number.MAX_SAFE_INTEGER,
  };
}
