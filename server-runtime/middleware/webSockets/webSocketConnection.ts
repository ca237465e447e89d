import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { IWebSocket } from '../../http/features/httpWebSocketFeature.ts';
import { Deferred } from '../../primitives/deferred.ts';
import { longestTimer } from '../../primitives/longestTimer.ts';

/** How many messages may wait for the app before the client is slowed down. */
const maxWaiting = 16;

/** What a connection needs to know. */
export interface ConnectionSettings {
  readonly subProtocol: string;
  /** Milliseconds; 0 for no pings. */
  readonly keepAliveInterval: number;
  /** Milliseconds without an answer to a ping after which the connection is ended; 0 for never. */
  readonly keepAliveTimeout: number;
  /** In bytes. */
  readonly maxMessageSize: number;
}

// Not in ws's types: what its own server calls once the handshake is done, and the states of a socket without a URL.
interface ServerSideWebSocket {
  new (
    address: null,
    protocols: undefined,
    options: object,
  ): WebSocket & {
    setSocket(socket: Duplex, head: Uint8Array, options: object): void;
  };
}

/** A WebSocket over ws, which does the frames. */
export class WebSocketConnection implements IWebSocket {
  readonly subProtocol: string;
  readonly #socket: WebSocket;
  readonly #closed = new Deferred();
  readonly #waiting: (string | Uint8Array)[] = [];
  #readers: Deferred<string | Uint8Array | undefined>[] = [];
  #error: Error | undefined;
  #closeStatus: number | undefined;
  #closeDescription = '';
  #keepAlive: NodeJS.Timeout | undefined;

  private constructor(socket: WebSocket, settings: ConnectionSettings) {
    this.#socket = socket;
    this.subProtocol = settings.subProtocol;
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('error', (error) => (this.#error ??= error));
    socket.on('close', (status, reason) => this.#end(status, reason.toString()));
    if (settings.keepAliveInterval > 0) this.#startKeepAlive(settings);
  }

  /** Takes over a connection on which the handshake is done. */
  static async open(stream: Duplex, settings: ConnectionSettings): Promise<WebSocketConnection> {
    // Not at start-up: most apps have no WebSockets.
    const { WebSocket: implementation } = await import('ws');
    const options = { maxPayload: settings.maxMessageSize, skipUTF8Validation: false };
    const socket = new (implementation as unknown as ServerSideWebSocket)(null, undefined, {
      ...options,
      autoPong: true,
    });
    const connection = new WebSocketConnection(socket, settings);
    socket.setSocket(stream, Buffer.alloc(0), { ...options, allowSynchronousEvents: true });
    // A server may hand the connection over paused, and listening alone does not change that.
    stream.resume();
    return connection;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  get closeStatus(): number | undefined {
    return this.#closeStatus;
  }

  get closeDescription(): string {
    return this.#closeDescription;
  }

  send(message: string | Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => (error ? reject(error) : resolve());
      this.#socket.send(message, { binary: typeof message !== 'string' }, done);
    });
  }

  receive(): Promise<string | Uint8Array | undefined> {
    const message = this.#waiting.shift();
    if (message !== undefined) {
      if (this.#waiting.length < maxWaiting) this.#socket.resume();
      return Promise.resolve(message);
    }
    if (this.#closeStatus !== undefined) return this.#outcome();
    const reader = new Deferred<string | Uint8Array | undefined>();
    this.#readers.push(reader);
    return reader.promise;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<string | Uint8Array> {
    for (;;) {
      const message = await this.receive();
      if (message === undefined) return;
      yield message;
    }
  }

  close(status = 1000, description = ''): Promise<void> {
    // What has not been read yet would keep the other side's agreement from being seen.
    this.#socket.resume();
    this.#socket.close(status, description);
    return this.#closed.promise;
  }

  abort(): void {
    this.#socket.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    // With this binaryType, ws gives one Buffer.
    const message = isBinary ? (data as Buffer) : (data as Buffer).toString();
    const reader = this.#readers.shift();
    if (reader) {
      reader.resolve(message);
      return;
    }
    this.#waiting.push(message);
    if (this.#waiting.length >= maxWaiting) this.#socket.pause();
  }

  #end(status: number, description: string): void {
    clearInterval(this.#keepAlive);
    this.#closeStatus = status;
    this.#closeDescription = description;
    const readers = this.#readers;
    this.#readers = [];
    for (const reader of readers) reader.resolve(this.#outcome());
    this.#closed.resolve();
  }

  #outcome(): Promise<undefined> {
    return this.#error ? Promise.reject(this.#error) : Promise.resolve(undefined);
  }

  #startKeepAlive({ keepAliveInterval, keepAliveTimeout }: ConnectionSettings): void {
    let answered = performance.now();
    this.#socket.on('pong', () => (answered = performance.now()));
    this.#keepAlive = setInterval(
      () => {
        const silence = performance.now() - answered;
        if (keepAliveTimeout > 0 && silence > keepAliveInterval + keepAliveTimeout) this.abort();
        else this.#socket.ping();
      },
      Math.min(keepAliveInterval, longestTimer),
    );
    this.#keepAlive.unref();
  }
}
