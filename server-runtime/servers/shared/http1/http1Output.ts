import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Deferred } from '../../../primitives/deferred.ts';
import { latin1 } from './latin1.ts';

/** Bytes up to this many are joined with the text before them: one write costs more than copying them. */
const maxJoinedSize = 4096;
/** Text up to this long waits for more of it. */
const maxHeldLength = 16384;

/**
 * What a connection sends. Text is held until the app has had its turn, so that a small response, or the responses to
 * pipelined requests, are one write.
 */
export class Http1Output {
  readonly #socket: Socket;
  /** One character per byte. */
  #text = '';
  #isScheduled = false;
  #isClosed = false;
  #room: Deferred | undefined;
  #isFull = false;
  /** Less than usual where the socket is to hold less. */
  readonly #maxHeldLength: number;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#maxHeldLength = Math.min(maxHeldLength, socket.writableHighWaterMark);
    socket.on('drain', () => this.#release());
  }

  /** Sends characters that stand for one byte each. */
  writeLatin1(text: string): void {
    if (text.length >= maxHeldLength) {
      this.#writeLarge(text);
      return;
    }
    this.#text += text;
    if (this.#text.length >= this.#maxHeldLength) this.flush();
    else this.#schedule();
  }

  /** Sends bytes. They must not change before {@link isTaken}. */
  writeBytes(bytes: Uint8Array): void {
    if (bytes.length <= maxJoinedSize) this.writeLatin1(latin1Of(bytes));
    else this.#writeLarge(bytes);
  }

  /**
   * Resolves when the client has taken what it was sent; undefined when there is room now. Who goes on writing to a
   * client that is gone still has to let others have their turn.
   */
  whenRoom(): Promise<void> | undefined {
    if (this.#isClosed) return nextTurn();
    if (!this.#isFull) return undefined;
    this.#room ??= new Deferred();
    return this.#room.promise;
  }

  /** True when no bytes that were written are needed any more: the system has them all. */
  get isTaken(): boolean {
    return this.#socket.writableLength === 0;
  }

  /** True when the client is gone: what is written is dropped. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Hands everything to the socket. */
  flush(): void {
    const text = this.#text;
    if (text === '') return;
    this.#text = '';
    if (!this.#isClosed) this.#isFull = !this.#socket.write(text, 'latin1');
  }

  /** Together with what is held, without making one text of both. */
  #writeLarge(data: string | Uint8Array): void {
    if (this.#isClosed) return;
    const socket = this.#socket;
    const held = this.#text;
    this.#text = '';
    if (held !== '') {
      socket.cork();
      socket.write(held, 'latin1');
    }
    this.#isFull = !socket.write(data, 'latin1');
    if (held !== '') socket.uncork();
  }

  /** The client is gone: whoever waits is let go, what is still written is dropped. */
  close(): void {
    this.#isClosed = true;
    this.#text = '';
    this.#release();
  }

  #release(): void {
    this.#isFull = false;
    this.#room?.resolve();
    this.#room = undefined;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    if (held.length === 0) setImmediate(flushHeld);
    held.push(this);
  }

  static flushHeld(outputs: Http1Output[]): void {
    for (const output of outputs) {
      output.#isScheduled = false;
      output.flush();
    }
  }
}

/** Those that hold text: all of them get rid of it when the events that are at hand have been dealt with. */
let held: Http1Output[] = [];

function flushHeld(): void {
  const outputs = held;
  held = [];
  Http1Output.flushHeld(outputs);
}

function latin1Of(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return latin1(buffer, 0, buffer.length);
}
