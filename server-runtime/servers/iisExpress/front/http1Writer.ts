import type { Socket } from 'node:net';
import { statusLine } from '../../shared/http1/statusLine.ts';
import type { ClientResponseHead } from '../forwarding/exchangeClient.ts';
import type { SiteHeartbeat } from '../siteHeartbeat.ts';
import { latin1 } from '../../shared/http1/latin1.ts';

/** Bytes up to this many are joined with the text before them: one write costs more than copying them. */
const maxJoinedBytes = 8192;
/** Text longer than this is not held any longer. */
const maxHeldLength = 16 * 1024;

/** What goes to a client: collected, so that a small response is one write. */
export class Http1Writer {
  /** Whether the body goes out in chunks. */
  isChunked = false;
  readonly #socket: Socket;
  readonly #heartbeat: SiteHeartbeat;
  /** One character per byte. */
  #text = '';

  constructor(socket: Socket, heartbeat: SiteHeartbeat) {
    this.#socket = socket;
    this.#heartbeat = heartbeat;
  }

  /** `extra`: field lines of the front end's own, each with its CRLF. */
  writeHead(head: ClientResponseHead, extra: string): void {
    const { lines } = head;
    let text = `${statusLine(head.statusCode, head.reason)}\r\n`;
    for (let i = 0; i < lines.length; i += 2) text += `${lines[i]}: ${lines[i + 1]}\r\n`;
    this.#text += `${text}${extra}\r\n`;
  }

  /** The head of a response of the front end's own, after which the connection ends. */
  writeStatus(statusCode: number, reason: string, headers: string): void {
    this.isChunked = false;
    const line = statusLine(statusCode, reason);
    this.#text += `${line}\r\n${headers}${this.#heartbeat.dateLine}Connection: close\r\n\r\n`;
  }

  /** True when the bytes are still needed after the call. */
  writeBody(chunk: Buffer): boolean {
    const isChunked = this.isChunked;
    if (isChunked) this.#text += `${chunk.length.toString(16)}\r\n`;
    if (chunk.length <= maxJoinedBytes) {
      this.#text += latin1(chunk, 0, chunk.length);
      if (isChunked) this.#text += '\r\n';
      if (this.#text.length > maxHeldLength) this.flush();
      return false;
    }
    const socket = this.#socket;
    socket.cork();
    this.flush();
    socket.write(chunk);
    if (isChunked) socket.write('\r\n', 'latin1');
    socket.uncork();
    return socket.writableLength > 0;
  }

  /** Marks the end of the body. */
  endBody(): void {
    if (!this.isChunked) return;
    this.isChunked = false;
    this.#text += '0\r\n\r\n';
  }

  flush(): void {
    const text = this.#text;
    if (text === '') return;
    this.#text = '';
    if (!this.#socket.destroyed) this.#socket.write(text, 'latin1');
  }
}
