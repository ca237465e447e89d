import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { ResponseBase } from '../../../http/responseBase.ts';
import { canHaveBody } from '../../shared/http1/responseHead.ts';

/** Fields of a connection, which HTTP/2 has none of (RFC 9113 §8.2.2). */
const connectionFields = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/** Fields that the server adds where the app has none of its own. */
export interface ServerFields {
  date: string;
  /** Empty: none. */
  server: string;
}

/** A response on an HTTP/2 stream. */
export class Http2Response extends ResponseBase {
  readonly #stream: ServerHttp2Stream;
  readonly #isHead: boolean;
  readonly #fields: ServerFields;
  #hasBody = true;
  #isTunnel = false;

  constructor(stream: ServerHttp2Stream, isHead: boolean, fields: ServerFields) {
    super();
    this.#stream = stream;
    this.#isHead = isHead;
    this.#fields = fields;
  }

  /** True once the stream belongs to who called {@link openTunnel}. */
  get isTunnel(): boolean {
    return this.#isTunnel;
  }

  /** Answers an extended CONNECT with 200 and lets go of the stream. */
  async openTunnel(): Promise<Duplex> {
    this.statusCode = 200;
    // Not in an answer that opens a tunnel (RFC 9110 §8.6).
    this.headers.delete('Content-Length');
    await this.start();
    this.#isTunnel = true;
    return this.#stream;
  }

  protected override sendHead(
    statusCode: number,
    _reasonPhrase: string,
    lines: readonly string[],
  ): void {
    if (this.#stream.destroyed) return;
    const headers: OutgoingHttpHeaders = { ':status': statusCode };
    for (let i = 0; i < lines.length; i += 2) {
      const name = (lines[i] as string).toLowerCase();
      if (connectionFields.has(name)) continue;
      const earlier = headers[name];
      const value = lines[i + 1] as string;
      headers[name] = earlier === undefined ? value : [earlier, value].flat().map(String);
    }
    headers['date'] ??= this.#fields.date;
    if (this.#fields.server !== '') headers['server'] ??= this.#fields.server;
    this.#hasBody = canHaveBody(statusCode) && !this.#isHead;
    this.#stream.respond(headers, { endStream: !this.#hasBody });
  }

  protected override sendBody(chunk: Uint8Array | string): Promise<void> | undefined {
    if (this.#isTunnel) {
      throw new Error('Cannot write to response body after connection has been upgraded.');
    }
    const stream = this.#stream;
    if (!this.#hasBody) return undefined;
    if (stream.destroyed || stream.write(chunk)) return undefined;
    return new Promise((resolve) => {
      const done = (): void => {
        stream.off('drain', done).off('close', done);
        resolve();
      };
      stream.on('drain', done).on('close', done);
    });
  }

  protected override sendEnd(): Promise<void> | undefined {
    if (this.#isTunnel) return undefined;
    if (!this.#stream.writableEnded && !this.#stream.destroyed) this.#stream.end();
    return undefined;
  }
}
