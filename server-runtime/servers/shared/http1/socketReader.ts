import type { Socket } from 'node:net';
import { endSharedRead, startSharedRead, type TakeBytes } from '../sharedRead.ts';

/** Takes the bytes that come in on a socket, while somebody wants them. */
export class SocketReader {
  readonly #socket: Socket;
  readonly #take: TakeBytes;
  #isPaused = false;

  constructor(socket: Socket, take: TakeBytes) {
    this.#socket = socket;
    this.#take = take;
  }

  /** Begins; `isPlain` says that nothing stands between us and the system. */
  start(isPlain: boolean): void {
    if (isPlain && startSharedRead(this.#socket, this.#take)) return;
    this.#socket.on('data', this.#onData);
  }

  /** The client has to wait. */
  pause(): void {
    this.#isPaused = true;
    this.#socket.pause();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#socket.resume();
  }

  /** Lets go of the socket, which stands still until somebody else reads it. */
  detach(): void {
    this.#isPaused = false;
    this.#socket.off('data', this.#onData);
    endSharedRead(this.#socket);
    this.#socket.pause();
  }

  readonly #onData = (chunk: Buffer): void => this.#take(chunk, false);
}
