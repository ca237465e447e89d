import { badRequest } from './badRequest.ts';
import { Byte, isTokenByte } from './byteClasses.ts';
import { FieldParser, incomplete, type FieldLimits, type FieldSink } from './fieldParser.ts';
import { FramingFields } from './framingFields.ts';
import { hostMatches, isValidHost } from './hostHeader.ts';
import { RequestHead } from './requestHead.ts';
import { parseTarget, type RequestTarget } from './requestTarget.ts';
import { latin1 } from './latin1.ts';

/** Limits on what comes before the body. */
export interface HeadLimits extends FieldLimits {
  /** Bytes, with the CRLF. */
  maxRequestLineSize: number;
}

/**
 * Parses request heads one after the other from the bytes of a connection, however these are cut. Strict: what RFC 9112
 * lets a server refuse is refused, by a BadHttpRequestError with the status to answer.
 */
export class RequestHeadParser implements FieldSink {
  readonly #limits: HeadLimits;
  readonly #allowHostOverride: boolean;
  readonly #fields: FieldParser;
  readonly #framing = new FramingFields();
  /** The last one that was none but a host. */
  #validHost = '';
  #head = new RequestHead();
  /** Undefined: a plain path. */
  #target: RequestTarget | undefined;
  /** Length of the request line with its CRLF; 0 while it is not complete. */
  #lineLength = 0;
  /** How much of an incomplete head has been looked at: no line of it ends before this. */
  #scanned = 0;

  /** `allowHostOverride`: a target with a host of its own overrules the Host field, instead of being refused. */
  constructor(limits: HeadLimits, allowHostOverride = false) {
    this.#limits = limits;
    this.#allowHostOverride = allowHostOverride;
    this.#fields = new FieldParser(limits, this);
  }

  /** True once its request line is complete. */
  get hasRequestLine(): boolean {
    return this.#lineLength > 0;
  }

  /** The head that {@link parse} has completed. */
  get head(): RequestHead {
    return this.#head;
  }

  /**
   * Parses the head that begins at `start`; the same bytes must be there again, with more after them, once it has
   * returned {@link incomplete}. Returns the position after the head.
   */
  parse(bytes: Buffer, start: number): number {
    if (this.#scanned > 0 && this.#isPointless(bytes, start)) return incomplete;
    if (this.#lineLength === 0) {
      this.#lineLength = this.#parseRequestLine(bytes, start);
      if (this.#lineLength === 0) return this.#wait(bytes, start);
      this.#fields.reset();
      this.#framing.reset();
    }
    const fieldsStart = start + this.#lineLength;
    const end = this.#fields.parse(bytes, fieldsStart);
    if (end === incomplete) return this.#wait(bytes, start);

    const head = this.#head;
    head.fieldCount = this.#fields.count;
    head.setFields(latin1(bytes, fieldsStart, end - 2), this.#fields.hasUtf8);
    this.#framing.apply(head);
    this.#checkHost(head);
    this.#lineLength = 0;
    this.#scanned = 0;
    return end;
  }

  onField(
    bytes: Buffer,
    nameStart: number,
    nameEnd: number,
    valueStart: number,
    valueEnd: number,
  ): void {
    this.#framing.onField(bytes, nameStart, nameEnd, valueStart, valueEnd);
  }

  /** A line that comes byte by byte would be scanned again and again: wait for its end, or for too much of it. */
  #isPointless(bytes: Buffer, start: number): boolean {
    const from = start + this.#scanned;
    // What follows a CR decides at once.
    if (bytes[from - 1] === Byte.cr || bytes.indexOf(Byte.cr, from) >= 0) return false;
    if (bytes.indexOf(Byte.lf, from) >= 0) return false;
    const { maxRequestLineSize, maxRequestHeadersTotalSize } = this.#limits;
    const limit =
      this.#lineLength === 0 ? maxRequestLineSize : this.#lineLength + maxRequestHeadersTotalSize;
    if (bytes.length - start > limit) return false;
    this.#scanned = bytes.length - start;
    return true;
  }

  #wait(bytes: Buffer, start: number): number {
    this.#scanned = bytes.length - start;
    return incomplete;
  }

  /** Length of the line with its CRLF, 0 when it is not complete. */
  #parseRequestLine(bytes: Buffer, start: number): number {
    const end = bytes.length;
    const max = this.#limits.maxRequestLineSize;
    if (bytes[start] === 0x16) throw badRequest.tlsOverHttp();

    let i = start;
    while (i < end && isTokenByte[bytes[i] as number] === 1) i++;
    const methodEnd = i;
    if (i < end && (bytes[i] !== Byte.space || i === start)) throw badLine(bytes, start, max);
    i++;

    // A path without escapes and dot segments is its own decoded form.
    let isPlain = i < end && bytes[i] === Byte.slash;
    let queryStart = -1;
    const targetStart = i;
    for (; i < end; i++) {
      const byte = bytes[i] as number;
      if (byte === Byte.space) break;
      if (byte < Byte.space || byte >= Byte.del || byte === Byte.hash) {
        throw badLine(bytes, start, max);
      }
      if (byte === Byte.question) {
        if (queryStart < 0) queryStart = i;
      } else if (queryStart < 0) {
        if (byte === Byte.percent) isPlain = false;
        else if (byte === Byte.dot && bytes[i - 1] === Byte.slash) isPlain = false;
      }
    }
    const targetEnd = i;
    if (i < end && i === targetStart) throw badLine(bytes, start, max);

    while (i < end && bytes[i] === Byte.space) i++;
    const versionStart = i;
    while (i < end && bytes[i] !== Byte.cr && bytes[i] !== Byte.lf && bytes[i] !== 0) i++;
    const length = i + 2 - start;
    if (length > max) throw badRequest.requestLineTooLong();
    if (i >= end) return 0;
    if (bytes[i] !== Byte.cr) throw badLine(bytes, start, max);
    if (i + 1 === end) return 0;
    if (bytes[i + 1] !== Byte.lf || i - versionStart !== 8) throw badLine(bytes, start, max);

    const head = new RequestHead();
    head.minorVersion = minorVersion(bytes, versionStart);
    head.method = methodName(bytes, start, methodEnd);
    head.rawTarget = latin1(bytes, targetStart, targetEnd);
    if (isPlain && head.method !== 'CONNECT') {
      this.#target = undefined;
      head.path = queryStart < 0 ? head.rawTarget : latin1(bytes, targetStart, queryStart);
      head.query = queryStart < 0 ? '' : latin1(bytes, queryStart, targetEnd);
    } else {
      const target = parseTarget(head.method, head.rawTarget);
      this.#target = target;
      head.path = target.path;
      head.query = target.query;
    }
    this.#head = head;
    return length;
  }

  /** RFC 9112 §3.2: one Host field, and that of the target when it names one. */
  #checkHost(head: RequestHead): void {
    const { host, hostCount } = this.#framing;
    if (hostCount > 1) throw badRequest.multipleHosts();
    if (hostCount === 0) {
      if (head.minorVersion === 1) throw badRequest.missingHost();
      return;
    }
    if (host !== '' && host !== this.#validHost) {
      if (!isValidHost(host)) throw badRequest.host(host);
      this.#validHost = host;
    }
    const target = this.#target;
    if (target === undefined || target.form === 'origin' || target.form === 'asterisk') return;
    const isSame =
      target.form === 'authority'
        ? host === target.authority
        : hostMatches(host, target.authority, target.defaultPort);
    if (isSame) return;
    if (target.form !== 'absolute' || !this.#allowHostOverride) throw badRequest.host(host);
    head.hostOverride = target.authority;
  }
}

function minorVersion(bytes: Buffer, start: number): 0 | 1 {
  // `HTTP/1.` and the digit.
  const isHttp1 =
    bytes[start] === 0x48 &&
    bytes[start + 1] === 0x54 &&
    bytes[start + 2] === 0x54 &&
    bytes[start + 3] === 0x50 &&
    bytes[start + 4] === 0x2f &&
    bytes[start + 5] === 0x31 &&
    bytes[start + 6] === 0x2e;
  const digit = bytes[start + 7];
  if (!isHttp1 || (digit !== 0x31 && digit !== 0x30)) {
    throw badRequest.version(latin1(bytes, start, start + 8));
  }
  return digit === 0x31 ? 1 : 0;
}

/** The usual ones without making a string. */
function methodName(bytes: Buffer, start: number, end: number): string {
  if (end - start === 3 && bytes[start] === 0x47 && bytes[start + 1] === 0x45) {
    if (bytes[start + 2] === 0x54) return 'GET';
  }
  return latin1(bytes, start, end);
}

function badLine(bytes: Buffer, start: number, limit: number): Error {
  const lf = bytes.indexOf(Byte.lf, start);
  const end = lf < 0 ? bytes.length : lf + 1;
  // A line that never ends is too long, whatever is wrong with it besides.
  if (end - start > limit) return badRequest.requestLineTooLong();
  return badRequest.requestLine(latin1(bytes, start, end));
}
