import { badRequest } from './badRequest.ts';
import { Byte } from './byteClasses.ts';
import type { FieldSink } from './fieldParser.ts';
import type { RequestHead } from './requestHead.ts';
import { latin1 } from './latin1.ts';

/** The fields that decide where a request ends and what becomes of the connection (RFC 9112 §6, §9). */
export class FramingFields implements FieldSink {
  /** The last one; that of an earlier request when this one has none. */
  host = '';
  hostCount = 0;
  #contentLength: string | undefined;
  #transferEncoding: string | undefined;
  #connection: string | undefined;
  #expectsContinue = false;
  #hasUpgrade = false;

  reset(): void {
    this.hostCount = 0;
    this.#contentLength = undefined;
    this.#transferEncoding = undefined;
    this.#connection = undefined;
    this.#expectsContinue = false;
    this.#hasUpgrade = false;
  }

  onField(
    bytes: Buffer,
    nameStart: number,
    nameEnd: number,
    valueStart: number,
    valueEnd: number,
  ): void {
    // The length and the first letter rule out nearly every other field.
    const initial = (bytes[nameStart] as number) | 0x20;
    switch (nameEnd - nameStart) {
      case 4:
        if (initial !== 0x68 || !isName(bytes, nameStart, nameEnd, 'host')) return;
        this.hostCount++;
        // A client hardly ever names another one.
        if (isText(bytes, valueStart, valueEnd, this.host)) return;
        this.host = latin1(bytes, valueStart, valueEnd);
        return;
      case 6:
        if (initial !== 0x65 || !isName(bytes, nameStart, nameEnd, 'expect')) return;
        this.#expectsContinue =
          latin1(bytes, valueStart, valueEnd).toLowerCase() === '100-continue';
        return;
      case 7:
        if (initial !== 0x75 || !isName(bytes, nameStart, nameEnd, 'upgrade')) return;
        this.#hasUpgrade = true;
        return;
      case 10: {
        if (initial !== 0x63 || !isName(bytes, nameStart, nameEnd, 'connection')) return;
        const value = latin1(bytes, valueStart, valueEnd);
        this.#connection = this.#connection === undefined ? value : `${this.#connection},${value}`;
        return;
      }
      case 14:
        if (initial !== 0x63 || !isName(bytes, nameStart, nameEnd, 'content-length')) return;
        if (this.#contentLength !== undefined) throw badRequest.multipleContentLengths();
        this.#contentLength = latin1(bytes, valueStart, valueEnd);
        return;
      case 17:
        if (initial !== 0x74 || !isName(bytes, nameStart, nameEnd, 'transfer-encoding')) return;
        // Two lines that another parser would join, or not: a known way to smuggle.
        if (this.#transferEncoding !== undefined) throw badRequest.multipleTransferEncodings();
        checkTabs(bytes, nameStart, nameEnd);
        this.#transferEncoding = latin1(bytes, valueStart, valueEnd);
    }
  }

  /** Fills in what the fields mean for the request. Throws a BadHttpRequestError. */
  apply(head: RequestHead): void {
    const isHttp11 = head.minorVersion === 1;
    this.#applyLength(head, isHttp11);
    head.keepAlive = isHttp11;
    const hasBody = head.isChunked || head.contentLength > 0;
    head.expectsContinue = this.#expectsContinue && isHttp11 && hasBody;
    if (this.#connection === undefined) return;
    const options = parseConnection(this.#connection);
    head.keepAlive = !options.close && (isHttp11 || options.keepAlive);
    // RFC 9110 §7.8: not in HTTP/1.0; and a body would stand between the request and the new protocol.
    head.isUpgrade = options.upgrade && this.#hasUpgrade && isHttp11 && !hasBody;
  }

  #applyLength(head: RequestHead, isHttp11: boolean): void {
    const coding = this.#transferEncoding;
    if (coding !== undefined) {
      if (this.#contentLength !== undefined) throw badRequest.bothLengths();
      if (!isHttp11) throw badRequest.transferEncodingInHttp10();
      if (!isChunked(coding)) throw badRequest.finalCodingNotChunked(coding);
      head.isChunked = true;
      return;
    }
    if (this.#contentLength !== undefined) {
      head.contentLength = parseContentLength(this.#contentLength);
    } else if (!isHttp11 && (head.method === 'POST' || head.method === 'PUT')) {
      throw badRequest.lengthRequiredInHttp10(head.method);
    }
  }
}

/** A tab beside the coding hides it from some parsers: another known way. */
function checkTabs(bytes: Buffer, nameStart: number, nameEnd: number): void {
  const line = latin1(bytes, nameStart, bytes.indexOf(Byte.cr, nameEnd));
  if (line.includes('\t')) throw badRequest.header(line);
}

/** Refuses trailers that would have decided about framing or routing in the header (RFC 9110 §6.5.1). */
export const trailerFields: FieldSink = {
  onField(bytes, nameStart, nameEnd) {
    for (const name of ['content-length', 'transfer-encoding', 'host']) {
      const isSame = name.length === nameEnd - nameStart && isName(bytes, nameStart, nameEnd, name);
      if (isSame) throw badRequest.header(latin1(bytes, nameStart, nameEnd));
    }
  },
};

/** What a Connection field asks for. */
export interface ConnectionOptions {
  keepAlive: boolean;
  close: boolean;
  upgrade: boolean;
}

/** Reads the tokens of a Connection field, in any case; unknown ones mean nothing. */
export function parseConnection(value: string): ConnectionOptions {
  const options = { keepAlive: false, close: false, upgrade: false };
  for (const part of value.split(',')) {
    const token = part.trim().toLowerCase();
    if (token === 'keep-alive') options.keepAlive = true;
    else if (token === 'close') options.close = true;
    else if (token === 'upgrade') options.upgrade = true;
  }
  return options;
}

/** True when `chunked` comes last, and once (RFC 9112 §6.1). */
export function isChunked(value: string): boolean {
  const codings = value.split(',').map((coding) => coding.trim().toLowerCase());
  return codings.indexOf('chunked') === codings.length - 1;
}

/** RFC 9110 §8.6: digits alone. */
function parseContentLength(text: string): number {
  if (!/^\d+$/.test(text)) throw badRequest.contentLength(text);
  const length = Number(text);
  if (!Number.isSafeInteger(length)) throw badRequest.contentLength(text);
  return length;
}

/** Compares a field name with one in lower case. A token has no character that 0x20 would turn into a letter. */
function isName(bytes: Buffer, start: number, end: number, lower: string): boolean {
  for (let i = start; i < end; i++) {
    if (((bytes[i] as number) | 0x20) !== lower.charCodeAt(i - start)) return false;
  }
  return true;
}

function isText(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = start; i < end; i++) if (bytes[i] !== text.charCodeAt(i - start)) return false;
  return true;
}
