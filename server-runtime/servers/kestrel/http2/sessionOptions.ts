import type { ServerSessionOptions } from 'node:http2';
import type { Http2Services } from './http2Services.ts';

/** `:method`, `:scheme`, `:authority`, `:path`, `:protocol`: they are fields to nghttp2. */
const pseudoFields = 5;

/** What nghttp2 is told of our limits; those that it has no word for are kept by Http2Request. */
export function sessionOptions(services: Http2Services): ServerSessionOptions {
  const { http2, maxRequestHeaderCount, maxRequestHeadersTotalSize } = services.limits;
  return {
    // Up to twice the limit get an answer; nghttp2 resets the stream of more.
    maxHeaderListPairs: maxRequestHeaderCount * 2 + pseudoFields,
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
