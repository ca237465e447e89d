import { type Socket, connect } from 'node:net';
import { ChunkedDecoder } from '../../shared/http1/chunkedDecoder.ts';
import { incomplete } from '../../shared/http1/fieldParser.ts';
import type { ResponseHead } from './responseHead.ts';
import { ResponseHeadParser } from './responseHeadParser.ts';
import { UpstreamError } from './upstreamError.ts';

/** Who takes a worker's response. Nothing is called after `onEnd` or `onFailure`. */
export interface ResponseSink {
  /** The connection is made: a request that was held back can go. */
  onConnect(): void;
  /** An interim response (1xx but for 101), then the final one, or the 101 after which everything is body. */
  onHead(head: ResponseHead): void;
  /**
   * Part of the body, without its framing. The bytes change after the call; true when they are still needed then,
   * because they were given away rather than copied.
   */
  onBody(chunk: Buffer): boolean;
  onEnd(): void;
  onFailure(error: UpstreamError): void;
  /** All that had come was handed on: a good time to write. */
  onBatchEnd(): void;
  /** What was written has gone out; there is room for more. */
  onDrain(): void;
}

/** Who lends connections out. */
export interface ConnectionOwner {
  /** Milliseconds; may be coarse. */
  readonly now: number;
  /** The exchange is over, and the framing of nothing on the connection is in doubt. */
  onIdle(connection: UpstreamConnection): void;
  onClosed(connection: UpstreamConnection): void;
}

/** Limits of one trailer section; trailers are not forwarded. */
const trailerLimits = { maxRequestHeadersTotalSize: 16 * 1024, maxRequestHeaderCount: 100 };

const readBufferSize = 64 * 1024;

type State = 'idle' | 'head' | 'length' | 'chunked' | 'close' | 'tunnel' | 'closed';

/** A connection to a worker, for one exchange after the other. */
export class UpstreamConnection {
  /** When it was last used, by the owner's clock. */
  lastUsed: number;
  /** Seconds after which the worker closes it when it is idle, where it says so. */
  keepAliveSeconds: number | undefined;
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  readonly #parser = new ResponseHeadParser();
  #readBuffer = Buffer.allocUnsafeSlow(readBufferSize);
  #isBufferTaken = false;
  #sink: ResponseSink | undefined;
  #state: State = 'idle';
  #isHeadRequest = false;
  #isTunnelAllowed = false;
  #isRequestDone = false;
  #hasAnswered = false;
  #exchanges = 0;
  #isConnected = false;
  #isPaused = false;
  #keepAlive = true;
  #remaining = 0;
  #chunked: ChunkedDecoder | undefined;
  /** The beginning of a head or of trailers whose end has not come yet. */
  #rest: Buffer | undefined;
  #error: Error | undefined;

  constructor(host: string, port: number, owner: ConnectionOwner) {
    this.#owner = owner;
    this.lastUsed = owner.now;
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      // Answers to half-closed tunnels; everything else is ended by us.
      allowHalfOpen: true,
      onread: {
        // One buffer for every read: what a stream would allocate per read costs more than all the parsing.
        buffer: () => this.#nextReadBuffer(),
        callback: (size, bytes) => this.#onRead(size, bytes as Buffer),
      },
    });
    this.#socket.on('connect', () => {
      this.#isConnected = true;
      this.#sink?.onConnect();
    });
    this.#socket.on('drain', () => {
      this.lastUsed = this.#owner.now;
      this.#sink?.onDrain();
    });
    this.#socket.on('error', (error) => {
      this.#error = error;
    });
    this.#socket.on('end', () => this.#onEnd());
    this.#socket.on('close', () => this.#onClose());
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** True when it served an exchange before the present one, so that the worker may be about to close it. */
  get isReused(): boolean {
    return this.#exchanges > 1;
  }

  /** True while what was written has not gone out. */
  get isFull(): boolean {
    return this.#socket.writableNeedDrain;
  }

  /** True when the worker is to do something: not while the client is waited for. */
  get isAwaitingWorker(): boolean {
    if (!this.#sink || this.#isPaused || this.#state === 'tunnel') return false;
    return !this.#isConnected || this.#isRequestDone || this.#socket.writableLength > 0;
  }

  /** Lends it to an exchange. `isTunnelAllowed`: the request asks for another protocol. */
  begin(sink: ResponseSink, isHeadRequest: boolean, isTunnelAllowed: boolean): void {
    this.#sink = sink;
    this.#state = 'head';
    this.#isHeadRequest = isHeadRequest;
    this.#isTunnelAllowed = isTunnelAllowed;
    this.#isRequestDone = false;
    this.#hasAnswered = false;
    this.#exchanges++;
    this.lastUsed = this.#owner.now;
    this.#parser.reset();
  }

  /** Writes characters that stand for one byte each. False: wait for `onDrain`. */
  writeLatin1(text: string): boolean {
    return this.#socket.write(text, 'latin1');
  }

  /** Writes bytes, which must not change. False: wait for `onDrain`. */
  writeBytes(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes);
  }

  /** Writes bytes, which must not change, as a chunk (RFC 9112 §7.1). False: wait for `onDrain`. */
  writeChunk(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    socket.cork();
    socket.write(`${bytes.length.toString(16)}\r\n`, 'latin1');
    socket.write(bytes);
    const hasRoom = socket.write('\r\n', 'latin1');
    socket.uncork();
    return hasRoom;
  }

  /** The request is complete. */
  endRequest(): void {
    this.#isRequestDone = true;
    this.lastUsed = this.#owner.now;
  }

  /** Of a tunnel: no more bytes will come from the client. */
  endTunnel(): void {
    this.#socket.end();
  }

  /** Stops reading until {@link resume}. */
  pause(): void {
    this.#isPaused = true;
    this.#socket.pause();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.lastUsed = this.#owner.now;
    this.#socket.resume();
  }

  /** Ends it now; the exchange hears no more. */
  abort(): void {
    this.#sink = undefined;
    this.#close();
  }

  /** Ends the exchange that waits too long. */
  timeOut(): void {
    this.#fail(new UpstreamError('timeout', 'The worker did not answer in time.'));
  }

  #nextReadBuffer(): Buffer {
    if (this.#isBufferTaken) {
      this.#isBufferTaken = false;
      this.#readBuffer = Buffer.allocUnsafeSlow(readBufferSize);
    }
    return this.#readBuffer;
  }

  /** False: read no more for now. */
  #onRead(size: number, buffer: Buffer): boolean {
    this.lastUsed = this.#owner.now;
    if (!this.#sink) {
      // Bytes that nobody asked for: whatever the next exchange read here, it would not be its answer.
      this.#close();
      return false;
    }
    this.#hasAnswered = true;
    let bytes = buffer.subarray(0, size);
    if (this.#rest) {
      bytes = Buffer.concat([this.#rest, bytes]);
      this.#rest = undefined;
    }
    const sink = this.#sink;
    try {
      this.#process(bytes);
    } catch (error) {
      this.#fail(
        error instanceof UpstreamError
          ? error
          : new UpstreamError('invalid', `The worker's answer is no valid HTTP response.`, error),
      );
    }
    sink.onBatchEnd();
    return !this.#isPaused;
  }

  #process(bytes: Buffer): void {
    let position = 0;
    while (this.#state === 'head') {
      const end = this.#parser.parse(bytes, position, this.#isHeadRequest);
      if (end === incomplete) {
        this.#rest = Buffer.from(bytes.subarray(position));
        return;
      }
      position = end;
      this.#onHead(this.#parser.head, bytes.length - position);
    }
    if (position < bytes.length) this.#onBody(position === 0 ? bytes : bytes.subarray(position));
  }

  #onHead(head: ResponseHead, bytesAfter: number): void {
    const { statusCode } = head;
    if (statusCode === 101) {
      if (!this.#isTunnelAllowed) {
        throw new UpstreamError('invalid', 'The worker switched protocols without being asked to.');
      }
      this.#state = 'tunnel';
    } else if (statusCode >= 200) {
      this.#keepAlive = head.keepAlive;
      this.keepAliveSeconds = head.keepAliveSeconds;
      this.#remaining = head.framing === 'length' ? head.contentLength : 0;
      this.#chunked = head.framing === 'chunked' ? new ChunkedDecoder(trailerLimits) : undefined;
      this.#state = head.framing === 'none' ? 'length' : head.framing;
    }
    this.#sink?.onHead(head);
    if (this.#state === 'length' && this.#remaining === 0) this.#complete(bytesAfter);
  }

  #onBody(bytes: Buffer): void {
    switch (this.#state) {
      case 'length': {
        const size = Math.min(this.#remaining, bytes.length);
        this.#remaining -= size;
        this.#handOn(size === bytes.length ? bytes : bytes.subarray(0, size));
        // The sink may have given up on it.
        if (this.#remaining === 0 && this.#sink) this.#complete(bytes.length - size);
        return;
      }
      case 'chunked': {
        const decoder = this.#chunked as ChunkedDecoder;
        const end = decoder.decode(bytes, 0, (chunk) => this.#handOn(chunk));
        if (!this.#sink) return;
        if (decoder.isDone) this.#complete(bytes.length - end);
        else if (end < bytes.length) this.#rest = Buffer.from(bytes.subarray(end));
        return;
      }
      case 'close':
      case 'tunnel':
        this.#handOn(bytes);
        return;
      default:
      // The sink has given up on it meanwhile.
    }
  }

  #handOn(chunk: Buffer): void {
    if (this.#sink?.onBody(chunk)) this.#isBufferTaken = true;
  }

  /** The response is complete; what comes after it decides with the request whether the connection is sound. */
  #complete(bytesAfter: number): void {
    const sink = this.#sink;
    this.#sink = undefined;
    if (this.#keepAlive && this.#isRequestDone && bytesAfter === 0) {
      this.#state = 'idle';
      this.resume();
      this.#owner.onIdle(this);
    } else {
      this.#close();
    }
    sink?.onEnd();
  }

  /** The worker sends no more. */
  #onEnd(): void {
    const sink = this.#sink;
    if (sink && (this.#state === 'close' || this.#state === 'tunnel')) {
      this.#sink = undefined;
      // A tunnel's other direction goes on until the client ends it.
      if (this.#state === 'close') this.#close();
      sink.onEnd();
      sink.onBatchEnd();
      return;
    }
    this.#close();
    this.#failBroken();
  }

  #onClose(): void {
    this.#state = 'closed';
    this.#failBroken();
    this.#owner.onClosed(this);
  }

  #failBroken(): void {
    if (!this.#sink) return;
    const cause = this.#error ? `: ${this.#error.message}` : '';
    if (!this.#isConnected) {
      const message = `No connection to the worker could be made${cause}.`;
      const { code } = (this.#error ?? {}) as NodeJS.ErrnoException;
      const kind = code === 'ECONNREFUSED' ? 'refused' : 'unreachable';
      this.#fail(new UpstreamError(kind, message, this.#error));
    } else if (this.#hasAnswered) {
      const message = `The worker broke off in the middle of its answer${cause}.`;
      this.#fail(new UpstreamError('broken-off', message, this.#error));
    } else {
      const message = `The worker closed the connection without an answer${cause}.`;
      this.#fail(new UpstreamError('no-answer', message, this.#error));
    }
  }

  #fail(error: UpstreamError): void {
    const sink = this.#sink;
    this.#sink = undefined;
    this.#close();
    sink?.onFailure(error);
  }

  #close(): void {
    this.#state = 'closed';
    this.#rest = undefined;
    this.#socket.destroy();
  }
}
