import type { Writable } from 'node:stream';
import { ResponseBase } from './responseBase.ts';

/** A response whose body goes into a Node stream; a server adds how status and headers are sent. */
export abstract class StreamResponse extends ResponseBase {
  readonly #stream: Writable;
  #hasRoom: (() => void) | undefined;

  /** The stream is ended with the response. A client that has left is nobody to wait for, and no error. */
  constructor(stream: Writable) {
    super();
    this.#stream = stream;
    const goOn = (): void => this.#hasRoom?.();
    stream.on('drain', goOn).on('close', goOn);
  }

  protected override get isGone(): boolean {
    return this.#stream.closed;
  }

  protected override sendBody(chunk: Uint8Array | string): Promise<void> | undefined {
    const stream = this.#stream;
    if (stream.closed || stream.write(chunk)) return undefined;
    return new Promise((resolve) => {
      this.#hasRoom = resolve;
    });
  }

  protected override sendEnd(): Promise<void> | undefined {
    const stream = this.#stream;
    if (stream.closed || stream.writableFinished) return undefined;
    return new Promise((resolve) => {
      stream.once('finish', resolve).once('close', resolve);
      if (!stream.writableEnded) stream.end();
    });
  }
}
