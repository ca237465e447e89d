import { badRequest } from './badRequest.ts';
import type { BodyDecoder } from './bodyDecoder.ts';

/** A body of so many bytes. */
export class LengthDecoder implements BodyDecoder {
  readonly declaredSize: number;
  readonly trailers = [];
  readonly unexpectedEnd = badRequest.unexpectedEndOfBody;
  #size = 0;

  constructor(length: number) {
    this.declaredSize = length;
  }

  get isDone(): boolean {
    return this.#size === this.declaredSize;
  }

  get size(): number {
    return this.#size;
  }

  decode(bytes: Buffer, start: number, sink: (chunk: Buffer) => void): number {
    const end = Math.min(bytes.length, start + this.declaredSize - this.#size);
    if (end === start) return start;
    this.#size += end - start;
    sink(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end));
    return end;
  }
}
