import type { ServerSessionOptions } from 'node:http2';
import type { Http2Services } from './http2Services.ts';

/** `:method`, `:scheme`, `:authority`, `:path`, `:protocol`: they are fields to nghttp2. */
const pseudoFields = 5;

/** What nghttp2 is told of our limits; those that it has no word for are kept by Http2Request. */
export function sessionOptions(services: Http2Services): ServerSessionOptions {
  const { http2, maxRequestHeaderCount, maxRequestHeadersTotalSize } = services.limits;
  return {
    // One more than the limit gets an answer instead of a reset.
    maxHeaderListPairs: maxRequestHeaderCount + pseudoFields + 1,
    maxDeflateDynamicTableSize: services.allowResponseHeaderCompression ? http2.headerTableSize : 0,
    settings: {
      headerTableSize: http2.headerTableSize,
      maxConcurrentStreams: http2.maxStreamsPerConnection,
      maxFrameSize: http2.maxFrameSize,
      maxHeaderListSize: maxRequestHeadersTotalSize,
      initialWindowSize: http2.initialStreamWindowSize,
      enableConnectProtocol: true,
    },
  };
}
