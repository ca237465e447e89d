import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { HeaderDictionary } from '../../../http/headerDictionary.ts';
import type { IHeaderDictionary } from '../../../http/headers.ts';
import type { IHttpResponseTrailersFeature } from '../../../http/features/httpResponseTrailersFeature.ts';
import { Deferred } from '../../../primitives/deferred.ts';
import { ResponseBase } from '../../../http/responseBase.ts';
import { canHaveBody } from '../../shared/http1/responseHead.ts';
import { checkCanHaveBody, tooFew, tooMany } from '../../shared/http1/responseErrors.ts';

/** Fields of a connection, which HTTP/2 has none of (RFC 9113 §8.2.2). */
const connectionFields = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);
/** Fields that decide about the message, and so come before its body (RFC 9110 §6.5.1). */
const leadingFields = new Set(['content-length', 'host', 'trailer']);

/** Fields that the server adds where the app has none of its own. */
export interface ServerFields {
  date: string;
  /** Empty: none. */
  server: string;
}

/** A response on an HTTP/2 stream. */
export class Http2Response extends ResponseBase implements IHttpResponseTrailersFeature {
  trailers: IHeaderDictionary = new HeaderDictionary();
  readonly #stream: ServerHttp2Stream;
  readonly #method: string | undefined;
  readonly #fields: ServerFields;
  readonly #maxQueued: number;
  #room: Deferred | undefined;
  #hasBody = true;
  /** -1: not said. */
  #contentLength = -1;
  #written = 0;
  #queued = 0;
  #hasTrailers = false;
  #isTunnel = false;

  /** `maxQueued` bytes may wait for the client before a write has to; null is unlimited. */
  constructor(
    stream: ServerHttp2Stream,
    method: string | undefined,
    fields: ServerFields,
    maxQueued: number | null,
  ) {
    super();
    this.#stream = stream;
    this.#method = method;
    this.#fields = fields;
    this.#maxQueued = maxQueued ?? Infinity;
  }

  /** True once the stream belongs to who called {@link openTunnel}. */
  get isTunnel(): boolean {
    return this.#isTunnel;
  }

  /** Bytes of the body so far. */
  get written(): number {
    return this.#written;
  }

  /** How many of them the client has not taken yet. */
  get queued(): number {
    return this.#queued;
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

  protected override checkHead(first: Uint8Array | string | undefined): void {
    if (first === undefined || this.#method === 'HEAD') return;
    if (first.length > 0) checkCanHaveBody(this.statusCode);
    // The length may be that of a body which is not sent (RFC 9110 §8.6).
    else if (this.statusCode === 304) return;
    const length = this.headers.get('Content-Length');
    if (length === undefined) return;
    const size = sizeOf(first);
    if (size > Number(length)) throw tooMany(size, length);
    if (size === 0 && Number(length) > 0) throw tooFew(0, length);
  }

  protected override sendHead(
    statusCode: number,
    _reasonPhrase: string,
    lines: readonly string[],
  ): void {
    if (this.isGone) return;
    const headers: OutgoingHttpHeaders = { ':status': statusCode };
    for (let i = 0; i < lines.length; i += 2) {
      addField(headers, lines[i] as string, lines[i + 1] as string);
    }
    headers['date'] ??= this.#fields.date;
    if (this.#fields.server !== '') headers['server'] ??= this.#fields.server;
    this.#hasBody = canHaveBody(statusCode) && this.#method !== 'HEAD';
    if (this.#hasBody) this.#contentLength = Number(headers['content-length'] ?? -1);
    // What comes out of a tunnel is no message, which could have any.
    this.#hasTrailers = this.#hasBody && this.#method !== 'CONNECT';
    this.#stream.respond(headers, {
      endStream: !this.#hasBody,
      waitForTrailers: this.#hasTrailers,
    });
  }

  protected override sendBody(chunk: Uint8Array | string): Promise<void> | undefined {
    if (this.#isTunnel) {
      throw new Error('Cannot write to response body after connection has been upgraded.');
    }
    checkCanHaveBody(this.statusCode);
    if (!this.#hasBody) return undefined;
    const size = sizeOf(chunk);
    this.#count(size);
    // Who goes on writing all the same still has to let others have their turn.
    if (this.isGone) return nextTurn();
    this.#send(chunk, size);
    return this.#whenRoom();
  }

  protected override sendEnd(): Promise<void> | undefined {
    if (this.#isTunnel) return undefined;
    const stream = this.#stream;
    if (stream.writableEnded || this.isGone) return undefined;
    if (this.#written < this.#contentLength) {
      throw tooFew(this.#written, this.#contentLength);
    }
    stream.end();
    if (!this.#hasTrailers) return undefined;
    return new Promise((resolve) => {
      stream.once('close', resolve).once('wantTrailers', () => {
        this.#sendTrailers();
        // Not before nghttp2 has written them: a reset of what the client still sends would overtake them.
        setImmediate(resolve);
      });
    });
  }

  #send(chunk: Uint8Array | string, size: number): void {
    this.#queued += size;
    this.#stream.write(chunk, () => {
      this.#queued -= size;
      if (this.#hasRoom) this.#letGo();
    });
  }

  get #hasRoom(): boolean {
    return this.#queued === 0 || this.#queued < this.#maxQueued;
  }

  #whenRoom(): Promise<void> | undefined {
    if (this.#hasRoom) return undefined;
    if (!this.#room) {
      this.#room = new Deferred();
      this.#stream.once('close', this.#letGo);
    }
    return this.#room.promise;
  }

  readonly #letGo = (): void => {
    if (!this.#room) return;
    this.#stream.off('close', this.#letGo);
    this.#room.resolve();
    this.#room = undefined;
  };

  #count(size: number): void {
    const written = this.#written + size;
    if (this.#contentLength >= 0 && written > this.#contentLength) {
      throw tooMany(written, this.#contentLength);
    }
    this.#written = written;
  }

  /** True when the stream is reset, though Node may not be done with it. */
  protected override get isGone(): boolean {
    return this.#stream.destroyed || this.#stream.closed;
  }

  #sendTrailers(): void {
    const fields: OutgoingHttpHeaders = {};
    for (const [name, value] of this.trailers) {
      if (!leadingFields.has(name.toLowerCase())) addField(fields, name, value);
    }
    this.#stream.sendTrailers(fields);
    if (this.trailers instanceof HeaderDictionary) this.trailers.freeze();
  }
}

/** Adds a line, in lower case and beside others of its name; one that HTTP/2 has none of is left out. */
function addField(fields: OutgoingHttpHeaders, line: string, value: string): void {
  const name = line.toLowerCase();
  if (connectionFields.has(name)) return;
  const earlier = fields[name];
  fields[name] = earlier === undefined ? value : [earlier, value].flat().map(String);
}

function sizeOf(chunk: Uint8Array | string): number {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
}
