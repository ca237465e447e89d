import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';

export interface OutputTailOptions {
  /** How many lines are kept. Default 50: a screenful, enough for a stack trace and what led to it. */
  maxLines?: number;
  /** Characters kept of one line; the rest of an endless line is dropped. Default 2000. */
  maxLineLength?: number;
}

/** The last lines that a process wrote, both streams in the order in which they arrived. */
export class OutputTail {
  readonly #maxLines: number;
  readonly #maxLineLength: number;
  readonly #lines: string[] = [];
  readonly #streams = new Map<string, { decoder: StringDecoder; rest: string }>();

  constructor({ maxLines = 50, maxLineLength = 2000 }: OutputTailOptions = {}) {
    this.#maxLines = maxLines;
    this.#maxLineLength = maxLineLength;
  }

  /** Adds what arrived on a stream; a line or a UTF-8 sequence may be split over calls. */
  push(stream: 'stdout' | 'stderr', chunk: Uint8Array | string): void {
    let state = this.#streams.get(stream);
    if (!state) {
      state = { decoder: new StringDecoder('utf8'), rest: '' };
      this.#streams.set(stream, state);
    }
    const text =
      state.rest + (typeof chunk === 'string' ? chunk : state.decoder.write(Buffer.from(chunk)));
    const lines = text.split('\n');
    state.rest = lines.pop()!.slice(0, this.#maxLineLength);
    for (const line of lines.slice(-this.#maxLines)) this.#add(line);
  }

  /** The lines without terminal escapes, oldest first, unfinished last lines included. */
  lines(): string[] {
    const unfinished = [...this.#streams.values()].map((state) => state.rest).filter(Boolean);
    return [...this.#lines, ...unfinished]
      .map((line) => stripVTControlCharacters(line))
      .slice(-this.#maxLines);
  }

  /** True when what a stream wrote last does not end its line. */
  isInLine(stream: 'stdout' | 'stderr'): boolean {
    return !!this.#streams.get(stream)?.rest;
  }

  #add(line: string): void {
    this.#lines.push(line.replace(/\r$/, '').slice(0, this.#maxLineLength));
    if (this.#lines.length > this.#maxLines) this.#lines.shift();
  }
}
