import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A connection without a network: the test is the client. */
export class MemorySocket extends Duplex {
  readonly remoteAddress = '192.0.2.1';
  readonly remotePort = 40000;
  readonly localAddress = '192.0.2.2';
  readonly localPort = 80;
  bytesWritten = 0;
  /** How the server ended it without finishing: by a reset. */
  wasReset = false;
  /** While true, the client takes nothing. */
  isStalled = false;
  #sent: Buffer[] = [];
  #taken: (() => void)[] = [];

  constructor(highWaterMark = 65536) {
    super({ allowHalfOpen: true, highWaterMark, decodeStrings: true });
  }

  /** The same as the type that a server expects. */
  get socket(): Socket {
    return this as unknown as Socket;
  }

  /** What the server has sent, one character per byte. */
  get sent(): string {
    return Buffer.concat(this.#sent).toString('latin1');
  }

  /** How many writes that took. */
  get writeCount(): number {
    return this.#sent.length;
  }

  /** The server gets these bytes. */
  receive(text: string | Buffer): void {
    this.push(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** The client sends nothing more. */
  receiveEnd(): void {
    this.push(null);
  }

  /** Takes what waits. */
  unstall(): void {
    this.isStalled = false;
    const taken = this.#taken;
    this.#taken = [];
    for (const callback of taken) callback();
  }

  resetAndDestroy(): this {
    this.wasReset = true;
    return this.destroy();
  }

  override _read(): void {
    // Bytes come when the test sends them.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.bytesWritten += chunk.length;
    this.#sent.push(chunk);
    if (this.isStalled) this.#taken.push(callback);
    else callback();
  }

  override _writev(chunks: { chunk: Buffer }[], callback: () => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'utf8', callback);
  }
}
