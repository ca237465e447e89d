import { badRequest } from './badRequest.ts';
import { Byte } from './byteClasses.ts';
import { incomplete } from './fieldParser.ts';
import { latin1 } from './latin1.ts';
import type { RequestBody } from './requestBody.ts';
import type { RequestHead } from './requestHead.ts';
import { RequestHeadParser, type HeadLimits } from './requestHeadParser.ts';

const nothing = Buffer.alloc(0);

/** What a client has sent and nobody has taken yet. */
export class Http1Input {
  readonly #parser: RequestHeadParser;
  #bytes: Buffer = nothing;
  /** The bytes are only lent: what is kept of them must be copied. */
  #isLent = false;

  constructor(limits: HeadLimits, allowHostOverride = false) {
    this.#parser = new RequestHeadParser(limits, allowHostOverride);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** Adds bytes; lent ones until {@link keep} is called. */
  append(chunk: Buffer, isLent: boolean): void {
    this.#isLent = isLent && this.#bytes.length === 0;
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /** The lender wants its bytes back. */
  keep(): void {
    if (this.#isLent && this.#bytes.length > 0) this.#bytes = Buffer.from(this.#bytes);
    this.#isLent = false;
  }

  /** The next request's head, undefined while it is not complete. Throws a BadHttpRequestError. */
  nextHead(): RequestHead | undefined {
    this.#skipEmptyLines();
    if (this.#bytes.length === 0 || this.#isHalfEmptyLine()) return undefined;
    const end = this.#parser.parse(this.#bytes, 0);
    if (end === incomplete) return undefined;
    this.#drop(end);
    return this.#parser.head;
  }

  /** Gives a body what is its own. */
  feed(body: RequestBody): void {
    if (this.#bytes.length > 0) this.#drop(body.receive(this.#bytes, this.#isLent));
  }

  /** Whether what is left begins with these characters. */
  startsWith(text: string): boolean {
    return this.#bytes.length >= text.length && latin1(this.#bytes, 0, text.length) === text;
  }

  /** Everything that is left, for another protocol. */
  takeRest(): Buffer {
    const rest = this.#bytes;
    this.#bytes = nothing;
    return rest;
  }

  /** What a head that breaks off here is called. */
  unexpectedEnd(): Error {
    return this.#parser.hasRequestLine
      ? badRequest.incompleteHeaders()
      : badRequest.requestLine(this.#bytes.toString('latin1'));
  }

  /** RFC 9112 §2.2: before a request line. */
  #skipEmptyLines(): void {
    const bytes = this.#bytes;
    let start = 0;
    while (bytes[start] === Byte.cr && bytes[start + 1] === Byte.lf) start += 2;
    if (start > 0) this.#drop(start);
  }

  #isHalfEmptyLine(): boolean {
    return this.#bytes.length === 1 && this.#bytes[0] === Byte.cr;
  }

  #drop(count: number): void {
    this.#bytes = count === this.#bytes.length ? nothing : this.#bytes.subarray(count);
  }
}
