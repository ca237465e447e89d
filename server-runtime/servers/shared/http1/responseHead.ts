import { HeaderDictionary } from '../../../http/headerDictionary.ts';
import type { IHeaderDictionary } from '../../../http/headers.ts';
import { isChunked, parseConnection } from './framingFields.ts';
import type { RequestHead } from './requestHead.ts';
import { statusLine } from './statusLine.ts';

/** How the end of a response body is marked (RFC 9112 §6.3). */
export type BodyFraming = 'none' | 'length' | 'chunked' | 'app' | 'close';

/** What a response says about itself before its body. */
export interface ResponseParts {
  statusCode: number;
  reasonPhrase: string;
  headers: IHeaderDictionary;
  /** The response ends without a body having been written. */
  isComplete: boolean;
  /** Whether request and server let the connection live on. */
  keepAlive: boolean;
}

/** Lines that the server adds to every response, each with its CRLF before it. */
export interface ServerLines {
  /** `\r\nDate: …` */
  date: string;
  /** `\r\nServer: …`, or empty. */
  server: string;
}

/** A head ready to be sent. */
export interface ResponseHead {
  /** Everything up to the empty line, one character per byte. */
  text: string;
  framing: BodyFraming;
  /** With framing `length`: in bytes. */
  contentLength: number;
  keepAlive: boolean;
}

/** True when a response with this status may have a body (RFC 9110 §6.4.1). */
export function canHaveBody(statusCode: number): boolean {
  return statusCode >= 200 && statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
}

/**
 * Writes the head of a response and decides on the framing of its body. Throws when the headers contradict the status;
 * nothing must be sent then.
 */
export function formatResponseHead(
  request: RequestHead,
  parts: ResponseParts,
  serverLines: ServerLines,
): ResponseHead {
  const { statusCode, headers } = parts;
  let text = statusLine(statusCode, parts.reasonPhrase);
  let contentLength = -1;
  let transferEncoding: string | undefined;
  let connection: string | undefined;
  let date = serverLines.date;
  let server = serverLines.server;

  const lines = linesOf(headers);
  for (let i = 0; i < lines.length; i += 2) {
    const name = lines[i] as string;
    const value = lines[i + 1] as string;
    text += `\r\n${name}: ${value}`;
    // The length rules out nearly every field that the framing does not care for.
    switch (name.length) {
      case 4:
        if (name.toLowerCase() === 'date') date = '';
        break;
      case 6:
        if (name.toLowerCase() === 'server') server = '';
        break;
      case 10:
        if (name.toLowerCase() === 'connection') {
          connection = connection === undefined ? value : `${connection},${value}`;
        }
        break;
      case 14:
        if (name.toLowerCase() === 'content-length') {
          contentLength = parseLength(value, contentLength);
        }
        break;
      case 17:
        if (name.toLowerCase() === 'transfer-encoding') {
          transferEncoding =
            transferEncoding === undefined ? value : `${transferEncoding},${value}`;
        }
    }
  }

  const hasBody = canHaveBody(statusCode) && request.method !== 'HEAD';
  const isHttp11 = request.minorVersion === 1;
  // After an interim status, the client takes the next response for that of this request, or speaks another protocol.
  let keepAlive = parts.keepAlive && statusCode >= 200;
  let framing: BodyFraming = hasBody ? 'length' : 'none';
  if (transferEncoding !== undefined) {
    if (!canHaveBody(statusCode)) {
      throw new Error(
        `Setting the header Transfer-Encoding is not allowed on responses with status code ${statusCode}.`,
      );
    }
    if (hasBody) framing = 'app';
    if (!isChunked(transferEncoding)) keepAlive = false;
  } else if (contentLength < 0) {
    if (parts.isComplete || !hasBody) {
      if (hasBody || statusCode === 205) {
        contentLength = 0;
        text += '\r\nContent-Length: 0';
      }
    } else if (isHttp11) {
      framing = 'chunked';
      text += '\r\nTransfer-Encoding: chunked';
    } else {
      framing = 'close';
      keepAlive = false;
    }
  }

  if (connection !== undefined) {
    keepAlive &&= parseConnection(connection).keepAlive;
  } else if (!keepAlive) {
    text += '\r\nConnection: close';
  } else if (!isHttp11) {
    text += '\r\nConnection: keep-alive';
  }
  return { text: `${text}${date}${server}\r\n\r\n`, framing, contentLength, keepAlive };
}

function linesOf(headers: IHeaderDictionary): readonly string[] {
  // A dictionary of somebody else's, maybe another copy of the runtime, is read through its interface.
  return headers instanceof HeaderDictionary ? headers.lines : [...headers].flat();
}

function parseLength(value: string, earlier: number): number {
  if (!/^\d+$/.test(value) || earlier >= 0) {
    throw new Error(
      `Invalid Content-Length: "${value}". Value must be a positive integral number.`,
    );
  }
  return Number(value);
}
