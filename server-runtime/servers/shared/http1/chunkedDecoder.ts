import { badRequest } from './badRequest.ts';
import type { BodyDecoder } from './bodyDecoder.ts';
import { Byte, hexValue } from './byteClasses.ts';
import { ChunkExtensions } from './chunkExtensions.ts';
import { FieldParser, incomplete, type FieldLimits } from './fieldParser.ts';
import { splitFields } from './requestHead.ts';
import { trailerFields } from './framingFields.ts';
import { latin1 } from './latin1.ts';

/** Up to 7FFFFFFF; more digits than that are an attempt at overflowing somebody. */
const maxSizeDigits = 8;
const maxChunkSize = 0x7fffffff;
/** Bytes of the extensions of one chunk. Nobody uses them; without a limit they are a body that is not counted. */
const maxExtensionSize = 1024;

type State = 'size' | 'extension' | 'sizeEnd' | 'data' | 'dataEnd' | 'trailers' | 'done';

/** A body in chunks (RFC 9112 §7.1). Line ends are CRLF and nothing else, in extensions too. */
export class ChunkedDecoder implements BodyDecoder {
  readonly declaredSize = -1;
  readonly unexpectedEnd = badRequest.chunkedIncomplete;
  /** Name and value in turn; empty until the body has ended. */
  trailers: string[] = [];
  readonly #limits: FieldLimits;
  readonly #headerCount: number;
  readonly #headerSize: number;
  #trailerParser: FieldParser | undefined;
  #state: State = 'size';
  #size = 0;
  /** Digits of the chunk size, or bytes of its extensions, so far. */
  #length = 0;
  #extensions!: ChunkExtensions;
  /** Bytes of the chunk that are still to come. */
  #remaining = 0;
  /** The CR of a line end has come. */
  #hasCr = false;

  /** Trailers share the limits of the header, so its number of fields and their size in bytes count. */
  constructor(limits: FieldLimits, headerCount = 0, headerSize = 0) {
    this.#limits = limits;
    this.#headerCount = headerCount;
    this.#headerSize = headerSize;
  }

  get isDone(): boolean {
    return this.#state === 'done';
  }

  get size(): number {
    return this.#size;
  }

  decode(bytes: Buffer, start: number, sink: (chunk: Buffer) => void): number {
    let i = start;
    while (i < bytes.length && this.#state !== 'done') {
      if (this.#state === 'trailers') {
        const end = this.#parseTrailers(bytes, i);
        return end === incomplete ? i : end;
      }
      const next = this.#step(bytes, i, sink);
      this.#size += next - i;
      i = next;
    }
    return i;
  }

  #step(bytes: Buffer, i: number, sink: (chunk: Buffer) => void): number {
    switch (this.#state) {
      case 'size':
        return this.#takeSize(bytes, i);
      case 'extension':
        return this.#takeExtension(bytes, i);
      case 'sizeEnd':
        if (bytes[i] !== Byte.lf) throw badRequest.chunkSize();
        this.#length = 0;
        this.#state = this.#remaining === 0 ? 'trailers' : 'data';
        return i + 1;
      case 'data': {
        const end = Math.min(bytes.length, i + this.#remaining);
        this.#remaining -= end - i;
        if (this.#remaining === 0) this.#state = 'dataEnd';
        sink(bytes.subarray(i, end));
        return end;
      }
      default:
        return this.#takeDataEnd(bytes, i);
    }
  }

  #takeSize(bytes: Buffer, i: number): number {
    const byte = bytes[i] as number;
    const digit = hexValue[byte] as number;
    if (digit !== 255) {
      this.#remaining = this.#remaining * 16 + digit;
      if (++this.#length > maxSizeDigits || this.#remaining > maxChunkSize) {
        throw badRequest.chunkSize();
      }
    } else if (this.#length === 0) {
      throw badRequest.chunkSize();
    } else if (byte === Byte.cr) {
      this.#state = 'sizeEnd';
    } else if (byte === Byte.semicolon) {
      this.#length = 0;
      this.#extensions = new ChunkExtensions();
      this.#state = 'extension';
    } else {
      throw badRequest.chunkSize();
    }
    return i + 1;
  }

  #takeExtension(bytes: Buffer, i: number): number {
    const byte = bytes[i] as number;
    if (byte === Byte.cr && this.#extensions.isComplete) this.#state = 'sizeEnd';
    else if (!this.#extensions.take(byte) || ++this.#length > maxExtensionSize) {
      throw badRequest.chunkExtension();
    }
    return i + 1;
  }

  #takeDataEnd(bytes: Buffer, i: number): number {
    if (bytes[i] !== (this.#hasCr ? Byte.lf : Byte.cr)) throw badRequest.chunkSuffix();
    if (this.#hasCr) this.#state = 'size';
    this.#hasCr = !this.#hasCr;
    return i + 1;
  }

  #parseTrailers(bytes: Buffer, start: number): number {
    let parser = this.#trailerParser;
    if (!parser) {
      parser = new FieldParser(this.#limits, trailerFields);
      parser.reset(this.#headerCount, this.#headerSize);
      this.#trailerParser = parser;
    }
    const end = parser.parse(bytes, start);
    if (end === incomplete) return incomplete;
    this.trailers = splitFields(latin1(bytes, start, end - 2), parser.hasUtf8);
    this.#state = 'done';
    return end;
  }
}
