import { isUtf8 } from 'node:buffer';
import { badRequest } from './badRequest.ts';
import { Byte, isTokenByte } from './byteClasses.ts';
import { latin1 } from './latin1.ts';

/** Limits on header fields, and on trailers. */
export interface FieldLimits {
  /** Bytes of all field lines, without the empty one that ends them. */
  maxRequestHeadersTotalSize: number;
  /** How many field lines. */
  maxRequestHeaderCount: number;
  /**
   * Lets bytes outside of ASCII be anything, not only UTF-8 (obs-text, RFC 9110 §5.5): for responses of programs that
   * a proxy stands before.
   */
  allowsObsText?: boolean;
}

/** Told of each field; positions are into the bytes that are being parsed. */
export interface FieldSink {
  onField(
    bytes: Buffer,
    nameStart: number,
    nameEnd: number,
    valueStart: number,
    valueEnd: number,
  ): void;
}

/** {@link FieldParser.parse} found the lines not complete yet. */
export const incomplete = -1;

/**
 * Parses field lines up to the empty line (RFC 9112 §5), of a header or a trailer section, from bytes that may be the
 * beginning only: it then goes on at the same line when more has come.
 */
export class FieldParser {
  /** Whether a value has bytes outside of ASCII; they are valid UTF-8. */
  hasUtf8 = false;
  readonly #limits: FieldLimits;
  readonly #sink: FieldSink;
  #count = 0;
  #size = 0;
  /** Where the line that is being parsed begins, relative to the first line. */
  #consumed = 0;

  constructor(limits: FieldLimits, sink: FieldSink) {
    this.#limits = limits;
    this.#sink = sink;
  }

  /** How many fields there are so far, with those that {@link reset} was given. */
  get count(): number {
    return this.#count;
  }

  /** A new section begins. Trailers count on from what the header had. */
  reset(count = 0, size = 0): void {
    this.hasUtf8 = false;
    this.#count = count;
    this.#size = size;
    this.#consumed = 0;
  }

  /**
   * Parses the section that begins at `start`; the same bytes must be there again after {@link incomplete}. Returns the
   * position after the empty line. Throws a BadHttpRequestError.
   */
  parse(bytes: Buffer, start: number): number {
    const end = bytes.length;
    let position = start + this.#consumed;
    for (;;) {
      if (position === end) return incomplete;
      if (bytes[position] === Byte.cr) {
        if (position + 1 === end) return incomplete;
        if (bytes[position + 1] !== Byte.lf) throw badRequest.headersWithoutEnd();
        return position + 2;
      }
      const next = this.#parseLine(bytes, position, end);
      if (next === incomplete) {
        this.#checkSize(this.#size + end - position);
        return incomplete;
      }
      this.#size += next - position;
      this.#checkSize(this.#size);
      if (++this.#count > this.#limits.maxRequestHeaderCount) throw badRequest.tooManyHeaders();
      position = next;
      this.#consumed = position - start;
    }
  }

  #parseLine(bytes: Buffer, start: number, end: number): number {
    let i = start;
    while (i < end && isTokenByte[bytes[i] as number] === 1) i++;
    if (i === end) return incomplete;
    if (bytes[i] !== Byte.colon || i === start) throw this.#badName(bytes, start, i, end);
    const nameEnd = i;

    i++;
    while (i < end && (bytes[i] === Byte.space || bytes[i] === Byte.tab)) i++;
    const valueStart = i;
    let seen = 0;
    for (; i < end; i++) {
      const byte = bytes[i] as number;
      if ((byte < Byte.space && byte !== Byte.tab) || byte === Byte.del) break;
      seen |= byte;
    }
    if (i === end) return incomplete;
    if (bytes[i] !== Byte.cr) throw badRequest.header(lineText(bytes, start, end));
    if (i + 1 === end) return incomplete;
    if (bytes[i + 1] !== Byte.lf) throw badRequest.header(lineText(bytes, start, end));

    if (seen >= 0x80) {
      if (!this.#limits.allowsObsText && !isUtf8(bytes.subarray(valueStart, i))) {
        throw badRequest.header(lineText(bytes, start, end));
      }
      this.hasUtf8 = true;
    }
    let valueEnd = i;
    while (
      valueEnd > valueStart &&
      (bytes[valueEnd - 1] === Byte.space || bytes[valueEnd - 1] === Byte.tab)
    ) {
      valueEnd--;
    }
    this.#sink.onField(bytes, start, nameEnd, valueStart, valueEnd);
    return i + 2;
  }

  /** Blanks before the colon or the name, folding, and lines without a colon are errors of the line, not of a name. */
  #badName(bytes: Buffer, start: number, found: number, end: number): Error {
    const byte = bytes[found] as number;
    const isLineError =
      byte === Byte.space ||
      byte === Byte.tab ||
      byte === Byte.cr ||
      byte === Byte.lf ||
      byte === Byte.colon;
    return isLineError ? badRequest.header(lineText(bytes, start, end)) : badRequest.headerName();
  }

  #checkSize(size: number): void {
    if (size > this.#limits.maxRequestHeadersTotalSize) throw badRequest.headersTooLong();
  }
}

/** The line, for a message. */
function lineText(bytes: Buffer, start: number, end: number): string {
  const lf = bytes.indexOf(Byte.lf, start);
  return latin1(bytes, start, lf < 0 ? end : lf + 1);
}
