import type { FieldSink } from '../../shared/http1/fieldParser.ts';
import type { ResponseFraming } from './responseHead.ts';
import { UpstreamError } from './upstreamError.ts';
import { latin1 } from '../../shared/http1/latin1.ts';

/** What the fields of a response mean for its framing and for the connection, gathered while they are parsed. */
export class ResponseFields implements FieldSink {
  keepAliveSeconds: number | undefined;
  #contentLength: string | undefined;
  #transferEncoding: string | undefined;
  #connection: string | undefined;

  reset(): void {
    this.keepAliveSeconds = undefined;
    this.#contentLength = undefined;
    this.#transferEncoding = undefined;
    this.#connection = undefined;
  }

  onField(
    bytes: Buffer,
    nameStart: number,
    nameEnd: number,
    valueStart: number,
    valueEnd: number,
  ): void {
    // The length rules out nearly every field that does not matter here.
    const length = nameEnd - nameStart;
    if (length !== 10 && length !== 14 && length !== 17) return;
    const name = latin1(bytes, nameStart, nameEnd).toLowerCase();
    const value = () => latin1(bytes, valueStart, valueEnd);
    switch (name) {
      case 'connection':
        this.#connection = this.#connection ? `${this.#connection},${value()}` : value();
        break;
      case 'keep-alive': {
        const seconds = /(?:^|[,;\s])timeout=(\d{1,6})/i.exec(value())?.[1];
        if (seconds !== undefined) this.keepAliveSeconds = Number(seconds);
        break;
      }
      case 'content-length':
        if (this.#contentLength !== undefined) throw invalid('two Content-Length fields');
        this.#contentLength = value();
        break;
      case 'transfer-encoding':
        if (this.#transferEncoding !== undefined) throw invalid('two Transfer-Encoding fields');
        this.#transferEncoding = value();
    }
  }

  /** The Content-Length in bytes, -1 when there is none. Throws {@link UpstreamError}. */
  readContentLength(): number {
    const text = this.#contentLength;
    if (text === undefined) return -1;
    const length = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(length)) throw invalid('its Content-Length');
    return length;
  }

  /** How the body ends (RFC 9112 §6.3), strictly: what two readers could take differently is refused. */
  readFraming(statusCode: number, minorVersion: 0 | 1, isHeadRequest: boolean): ResponseFraming {
    const coding = this.#transferEncoding;
    if (coding !== undefined) {
      if (this.#contentLength !== undefined) {
        throw invalid('both Content-Length and Transfer-Encoding');
      }
      if (minorVersion === 0) throw invalid('Transfer-Encoding in HTTP/1.0');
      if (coding.toLowerCase() !== 'chunked') throw invalid(`transfer coding '${coding}'`);
    }
    if (isHeadRequest || statusCode < 200 || statusCode === 204 || statusCode === 304) {
      return 'none';
    }
    if (coding !== undefined) return 'chunked';
    return this.#contentLength === undefined ? 'close' : 'length';
  }

  /** Whether the worker lets the connection live on (RFC 9112 §9.3). */
  readKeepAlive(minorVersion: 0 | 1): boolean {
    if (this.#connection === undefined) return minorVersion === 1;
    const options = this.#connection.split(',').map((option) => option.trim().toLowerCase());
    if (options.includes('close')) return false;
    return minorVersion === 1 || options.includes('keep-alive');
  }
}

function invalid(what: string): UpstreamError {
  return new UpstreamError('invalid', `The worker's answer is no valid HTTP response: ${what}.`);
}
