import { BadHttpRequestError } from '../../../http/badHttpRequestError.ts';

/** Longest detail from the wire that a message quotes, in bytes. */
const maxDetailLength = 128;

/**
 * Every way in which a request can be bad, with the status that the client gets. None of them reaches the app, but for
 * those of the body, which surface where the app reads it.
 */
export const badRequest = {
  tlsOverHttp: () =>
    bad(400, 'Detected a TLS handshake to an endpoint that does not have TLS enabled.'),
  requestLine: (detail: string) => bad(400, `Invalid request line: '${quote(detail)}'`),
  requestTarget: (detail: string) => bad(400, `Invalid request target: '${quote(detail)}'`),
  header: (detail: string) => bad(400, `Invalid request header: '${quote(detail)}'`),
  headersWithoutEnd: () =>
    bad(400, 'Invalid request headers: missing final CRLF in header fields.'),
  incompleteHeaders: () => bad(400, 'Malformed request: invalid headers.'),
  headerName: () => bad(400, 'Invalid characters in header name.'),
  contentLength: (detail: string) => bad(400, `Invalid content length: ${quote(detail)}`),
  multipleContentLengths: () => bad(400, 'Multiple Content-Length headers.'),
  bothLengths: () => bad(400, 'Both Content-Length and Transfer-Encoding headers.'),
  multipleTransferEncodings: () => bad(400, 'Multiple Transfer-Encoding headers.'),
  transferEncodingInHttp10: () => bad(400, 'Transfer-Encoding in an HTTP/1.0 request.'),
  finalCodingNotChunked: (detail: string) =>
    bad(
      400,
      `The message body length cannot be determined because the final transfer coding was set to '${quote(detail)}' instead of 'chunked'.`,
    ),
  lengthRequiredInHttp10: (method: string) =>
    bad(400, `${method} request contains no Content-Length header.`),
  missingHost: () => bad(400, 'Request is missing Host header.'),
  multipleHosts: () => bad(400, 'Multiple Host headers.'),
  host: (detail: string) => bad(400, `Invalid Host header: '${quote(detail)}'`),
  scheme: (scheme: string, transport: string) =>
    bad(
      400,
      `The request :scheme header '${quote(scheme)}' does not match the transport scheme '${transport}'.`,
    ),
  methodNotAllowed: (allow: 'OPTIONS' | 'CONNECT') => new MethodNotAllowedError(allow),
  unexpectedEndOfBody: () => bad(400, 'Unexpected end of request content.'),
  chunkSize: () => bad(400, 'Bad chunk size data.'),
  chunkExtension: () => bad(400, 'Bad chunk extension.'),
  chunkSuffix: () => bad(400, 'Bad chunk suffix.'),
  chunkedIncomplete: () => bad(400, 'Chunked request incomplete.'),
  headersTimeout: () => bad(408, 'Reading the request headers timed out.'),
  bodyTimeout: () =>
    bad(
      408,
      'Reading the request body timed out due to data arriving too slowly. See MinRequestBodyDataRate.',
    ),
  bodyTooLarge: (limit: number) =>
    bad(413, `Request body too large. The max request body size is ${limit} bytes.`),
  requestLineTooLong: () => bad(414, 'Request line too long.'),
  headersTooLong: () => bad(431, 'Request headers too long.'),
  tooManyHeaders: () => bad(431, 'Request contains too many headers.'),
  version: (detail: string) => bad(505, `Unrecognized HTTP version: '${quote(detail)}'`),
};

/** 405, with the method that the form of the target is reserved for. */
export class MethodNotAllowedError extends BadHttpRequestError {
  readonly allow: string;

  constructor(allow: string) {
    super('Method not allowed.', 405);
    this.allow = allow;
  }
}

function bad(statusCode: number, message: string): BadHttpRequestError {
  return new BadHttpRequestError(message, statusCode);
}

/** Text from the wire, safe to put in a log: printable ASCII, the rest as `\xNN`. */
function quote(detail: string): string {
  return detail
    .slice(0, maxDetailLength)
    .replace(
      /[^\x20-\x7e]/g,
      (c) => `\\x${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}
