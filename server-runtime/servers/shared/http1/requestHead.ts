import { HeaderDictionary } from '../../../http/headerDictionary.ts';

/** What comes before the body: request line and header fields, valid by the time one of these exists. */
export class RequestHead {
  method = '';
  /** Exactly as sent. */
  rawTarget = '';
  /** Decoded, without dot segments. */
  path = '';
  /** With its `?`. */
  query = '';
  /** Minor version of HTTP/1. */
  minorVersion: 0 | 1 = 1;
  /** In bytes; -1 when there is no Content-Length field. */
  contentLength = -1;
  isChunked = false;
  /** Whether the client lets the connection be used again. */
  keepAlive = true;
  /** The client waits for `100 Continue` before it sends the body (RFC 9110 §10.1.1). */
  expectsContinue = false;
  /** The client offers another protocol, and has sent no body. */
  isUpgrade = false;
  /** Stands in for the Host field, which says something else. */
  hostOverride: string | undefined;
  /** How many field lines there are. */
  fieldCount = 0;
  #fieldText = '';
  #hasUtf8 = false;

  /** Takes the field lines, valid and each ended by CRLF, one character per byte. */
  setFields(text: string, hasUtf8: boolean): void {
    this.#fieldText = text;
    this.#hasUtf8 = hasUtf8;
  }

  /** Bytes of the field lines. */
  get fieldSize(): number {
    return this.#fieldText.length;
  }

  /** Name and value of each field in turn, one character per byte: for a proxy, which sends them on as they are. */
  splitFields(): string[] {
    return this.#overrideHost(splitFields(this.#fieldText, false));
  }

  /** Makes the dictionary of the header fields: nothing is cut out of the text before somebody wants it. */
  createHeaders(): HeaderDictionary {
    return new HeaderDictionary(this.#overrideHost(splitFields(this.#fieldText, this.#hasUtf8)));
  }

  #overrideHost(lines: string[]): string[] {
    if (this.hostOverride === undefined) return lines;
    const index = lines.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === 'host');
    lines[index + 1] = this.hostOverride;
    return lines;
  }
}

/** Name and value in turn, of field lines that have been validated. */
export function splitFields(text: string, hasUtf8: boolean): string[] {
  const lines: string[] = [];
  let start = 0;
  while (start < text.length) {
    const colon = text.indexOf(':', start);
    const end = text.indexOf('\r\n', colon);
    let valueStart = colon + 1;
    let valueEnd = end;
    while (valueStart < valueEnd && isBlank(text.charCodeAt(valueStart))) valueStart++;
    while (valueEnd > valueStart && isBlank(text.charCodeAt(valueEnd - 1))) valueEnd--;
    const value = text.slice(valueStart, valueEnd);
    lines.push(
      text.slice(start, colon),
      hasUtf8 ? Buffer.from(value, 'latin1').toString('utf8') : value,
    );
    start = end + 2;
  }
  return lines;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
