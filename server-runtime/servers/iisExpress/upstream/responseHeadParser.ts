import { FieldParser, incomplete } from '../../shared/http1/fieldParser.ts';
import { splitFields } from '../../shared/http1/requestHead.ts';
import { ResponseFields } from './responseFields.ts';
import type { ResponseHead } from './responseHead.ts';
import { UpstreamError } from './upstreamError.ts';
import { latin1 } from '../../shared/http1/latin1.ts';

/** 64 KiB: the module's cap on response headers. */
const maxHeadersTotalSize = 64 * 1024;
const maxHeaderCount = 1000;
const maxStatusLineSize = 8192;

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: ([\t\x20-\x7e\x80-\xff]*))?$/;

/** Parses the heads of a worker's responses, one after the other, however the bytes are cut. */
export class ResponseHeadParser {
  readonly #fields = new ResponseFields();
  readonly #parser = new FieldParser(
    {
      maxRequestHeadersTotalSize: maxHeadersTotalSize,
      maxRequestHeaderCount: maxHeaderCount,
      allowsObsText: true,
    },
    this.#fields,
  );
  /** Length of the status line with its CRLF; 0 while it is not complete. */
  #lineLength = 0;
  #statusCode = 0;
  #reason = '';
  #minorVersion: 0 | 1 = 1;
  #head: ResponseHead | undefined;

  /** The head that {@link parse} has completed. */
  get head(): ResponseHead {
    return this.#head as ResponseHead;
  }

  /** The next head is of another response. */
  reset(): void {
    this.#lineLength = 0;
  }

  /**
   * Parses the head that begins at `start`; the same bytes must be there again, with more after them, once it has
   * returned {@link incomplete}. Returns the position after the head. Throws {@link UpstreamError}.
   */
  parse(bytes: Buffer, start: number, isHeadRequest: boolean): number {
    if (this.#lineLength === 0) {
      this.#lineLength = this.#parseStatusLine(bytes, start);
      if (this.#lineLength === 0) return incomplete;
      this.#parser.reset();
      this.#fields.reset();
    }
    const fieldsStart = start + this.#lineLength;
    const end = this.#parseFields(bytes, fieldsStart);
    if (end === incomplete) return incomplete;
    this.#lineLength = 0;
    const [statusCode, minorVersion] = [this.#statusCode, this.#minorVersion];
    this.#head = {
      statusCode,
      reason: this.#reason,
      minorVersion,
      lines: splitFields(latin1(bytes, fieldsStart, end - 2), false),
      framing: this.#fields.readFraming(statusCode, minorVersion, isHeadRequest),
      contentLength: this.#fields.readContentLength(),
      keepAlive: this.#fields.readKeepAlive(minorVersion),
      keepAliveSeconds: this.#fields.keepAliveSeconds,
    };
    return end;
  }

  #parseFields(bytes: Buffer, start: number): number {
    try {
      return this.#parser.parse(bytes, start);
    } catch (error) {
      if (error instanceof UpstreamError) throw error;
      throw invalidResponse((error as Error).message, error);
    }
  }

  #parseStatusLine(bytes: Buffer, start: number): number {
    const lf = bytes.indexOf(0x0a, start);
    if (lf < 0) {
      if (bytes.length - start > maxStatusLineSize) throw invalidResponse('status line too long');
      return 0;
    }
    if (isOk(bytes, start, lf)) {
      this.#statusCode = 200;
      this.#reason = 'OK';
      this.#minorVersion = 1;
      return lf + 1 - start;
    }
    if (bytes[lf - 1] !== 0x0d) throw invalidResponse('a line that ends without CR');
    const match = statusLine.exec(latin1(bytes, start, lf - 1));
    if (!match) throw invalidResponse('its status line');
    this.#minorVersion = match[1] === '1' ? 1 : 0;
    this.#statusCode = Number(match[2]);
    this.#reason = match[3] ?? '';
    return lf + 1 - start;
  }
}

const okLine = Buffer.from('HTTP/1.1 200 OK\r\n', 'latin1');

/** The usual one without making strings. */
function isOk(bytes: Buffer, start: number, lf: number): boolean {
  return (
    lf + 1 - start === okLine.length && bytes.compare(okLine, 0, okLine.length, start, lf + 1) === 0
  );
}

function invalidResponse(what: string, cause?: unknown): UpstreamError {
  return new UpstreamError(
    'invalid',
    `The worker's answer is no valid HTTP response: ${what.replace(/\.$/, '')}.`,
    cause,
  );
}
