import { type Socket, connect } from 'node:net';
import type { TestContext } from 'node:test';

/** How long a server may keep silent, in milliseconds. */
const patience = 20_000;

/** A connection that sends exactly what it is told, and keeps what comes. */
export class RawClient {
  readonly socket: Socket;
  /** Everything received, one character per byte. */
  received = '';
  isClosed = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.received += bytes.toString('latin1');
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isClosed = true;
      this.#wake();
    });
  }

  /** Connects to a port of this machine; destroyed when the test ends. */
  static async connect(t: TestContext, port: number): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    t.after(() => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new RawClient(socket);
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** Resolves with everything received once that matches. Rejects when the connection closes first. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.received)) {
      if (this.isClosed) throw new Error(`closed; received: ${JSON.stringify(this.received)}`);
      await this.#news();
    }
    return this.received;
  }

  /** Resolves with everything received once the other side has closed. */
  async untilClosed(): Promise<string> {
    this.socket.once('end', () => this.socket.end());
    while (!this.isClosed) await this.#news();
    return this.received;
  }

  /** Resolves when something has happened; rejects when nothing does for too long. */
  #news(): Promise<void> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        reject(new Error(`nothing more came after: ${JSON.stringify(this.received)}`));
      }, patience);
      this.#wake = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }
}

/** Sends bytes on a connection of its own; resolves with the answer once the server has closed. */
export async function exchangeRaw(t: TestContext, port: number, bytes: string): Promise<string> {
  const client = await RawClient.connect(t, port);
  client.write(bytes);
  return client.untilClosed();
}
