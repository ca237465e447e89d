import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import * as fc from 'fast-check';
import { RawClient } from './rawClient.ts';
import type { TestSite } from './site.ts';

/** For workers that see nothing of a request without it: what is smuggled carries it. */
export const knownToken = { ASPNETCORE_TOKEN: 'known' };

const hidden = 'GET /hidden HTTP/1.1\r\nHost: h\r\nMS-ASPNETCORE-TOKEN: known\r\n\r\n';
const chunkedHidden = `0\r\n\r\n${hidden}`;

/** Byte sequences that some pair of servers has been known to cut in different places. */
export const smugglingCases: Readonly<Record<string, string>> = {
  'Content-Length before Transfer-Encoding': post(
    `Content-Length: ${chunkedHidden.length}\r\nTransfer-Encoding: chunked`,
    chunkedHidden,
  ),
  'Transfer-Encoding before Content-Length': post(
    'Transfer-Encoding: chunked\r\nContent-Length: 4',
    `${(hidden.length + 100).toString(16)}\r\n${hidden}`,
  ),
  'two Content-Length fields': post(
    `Content-Length: 0\r\nContent-Length: ${hidden.length}`,
    hidden,
  ),
  'two equal Content-Length fields': post('Content-Length: 5\r\nContent-Length: 5', 'hello'),
  'a list of lengths': post(`Content-Length: 0, ${hidden.length}`, hidden),
  'a signed length': post('Content-Length: +0', hidden),
  'a hexadecimal length': post('Content-Length: 0x10', hidden),
  'a length with a blank inside': post('Content-Length: 1 0', hidden),
  'a blank before the colon': post('Content-Length : 0', hidden),
  'a coding with a tab': post('Transfer-Encoding:\tchunked\t', chunkedHidden),
  'a coding with a vertical tab': post('Transfer-Encoding: \x0bchunked', chunkedHidden),
  'an unknown coding': post('Transfer-Encoding: xchunked', chunkedHidden),
  'chunked before another coding': post('Transfer-Encoding: chunked, identity', chunkedHidden),
  'chunked twice': post('Transfer-Encoding: chunked, chunked', chunkedHidden),
  'two lines of codings': post(
    'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked',
    chunkedHidden,
  ),
  'a quoted coding': post('Transfer-Encoding: "chunked"', chunkedHidden),
  'a folded coding': post('Transfer-Encoding:\r\n chunked', chunkedHidden),
  'a coding in HTTP/1.0': post('Transfer-Encoding: chunked', chunkedHidden, '1.0'),
  'bare LF between fields': post('A: b\nTransfer-Encoding: chunked', chunkedHidden),
  'bare CR between fields': post('A: b\rTransfer-Encoding: chunked', chunkedHidden),
  'NUL in a field': post('A: b\0\r\nContent-Length: 0', hidden),
  'a chunk size with a sign': post('Transfer-Encoding: chunked', `+0\r\n\r\n${hidden}`),
  'a chunk size with 0x': post('Transfer-Encoding: chunked', `0x0\r\n\r\n${hidden}`),
  'a chunk size with blanks': post('Transfer-Encoding: chunked', `0 \r\n\r\n${hidden}`),
  'a chunk size that overflows': post(
    'Transfer-Encoding: chunked',
    `100000000000000000\r\n\r\n${hidden}`,
  ),
  'an extension with a bare LF': post(
    'Transfer-Encoding: chunked',
    `5;a\nhello\r\n${chunkedHidden}`,
  ),
  'an extension with a bare CR': post(
    'Transfer-Encoding: chunked',
    `5;a\rb\r\nhello\r\n${chunkedHidden}`,
  ),
  'a chunk that ends with LF': post('Transfer-Encoding: chunked', `5\r\nhello\n${chunkedHidden}`),
  'a chunk that is too long': post('Transfer-Encoding: chunked', `5\r\nhellox\r\n${chunkedHidden}`),
  'a last chunk that ends with LF': post('Transfer-Encoding: chunked', `0\n\n${hidden}`),
  'trailers that change the framing': post(
    'Transfer-Encoding: chunked',
    `0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
  ),
  'GET with a body': `GET /open HTTP/1.1\r\nHost: h\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
  'an upgrade with a body': `GET /open HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
  'an upgrade that is refused': `GET /open HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n${hidden}`,
  'Connection that names the length': post(
    `Connection: Content-Length\r\nContent-Length: ${hidden.length}`,
    hidden,
  ),
  'Connection that names the coding': post(
    'Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked',
    `5\r\nhello\r\n${chunkedHidden}`,
  ),
  'Expect with a body': post(`Expect: 100-continue\r\nContent-Length: ${hidden.length}`, hidden),
  'a target with a line end': `GET /open%0d%0aX:%20y HTTP/1.1\r\nHost: h\r\n\r\n${hidden}`,
  'a second request in the line': `GET /open HTTP/1.1 GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n`,
  'two Hosts': `GET /open HTTP/1.1\r\nHost: h\r\nHost: other\r\n\r\n${hidden}`,
};

function post(fields: string, rest: string, version = '1.1'): string {
  return `POST /open HTTP/${version}\r\nHost: h\r\n${fields}\r\n\r\n${rest}`;
}

const wholeBodies = [
  `Content-Length: ${hidden.length}\r\n\r\n${hidden}`,
  `Transfer-Encoding: chunked\r\n\r\n${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`,
];

const pieces = [
  ...wholeBodies,
  ...['POST /a HTTP/1.1\r\n', 'GET /b HTTP/1.1\r\n', 'PUT /c HTTP/1.0\r\n', 'Host: h\r\n'],
  ...['Content-Length: 0\r\n', 'Content-Length: 5\r\n', 'content-length:3\r\n'],
  ...['Transfer-Encoding: chunked\r\n', 'transfer-encoding:chunked\r\n', 'TE: chunked\r\n'],
  ...['Connection: close\r\n', 'Connection: keep-alive\r\n', 'Expect: 100-continue\r\n'],
  ...['\r\n', '\r\n\r\n', '\n', '\r', ' ', '\t', ':', '\0', 'hello', '5\r\nhello\r\n', '0\r\n\r\n'],
  ...['3\r\nabc\r\n0\r\n\r\n', hidden],
];

/** Sequences that look like requests, and go wrong anywhere. */
export const arbitrarySequence = fc
  .array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 14 })
  .map((parts) => `POST /x HTTP/1.1\r\nHost: h\r\n${parts.join('')}`);

/** Compares what the front end forwards with what its worker sees. */
export class RequestWitness {
  readonly #site: TestSite;
  /** Answered by the worker. */
  readonly #answered: string[] = [];
  /** Begun, and broken off: the worker may have seen their heads. */
  readonly #begun: string[] = [];

  constructor(site: TestSite) {
    this.#site = site;
    site.server.onRequest(({ path, worker, statusCode }) => {
      if (worker === undefined || path === '/seen') return;
      (statusCode === 200 ? this.#answered : this.#begun).push(path);
    });
  }

  /**
   * Sends a sequence, and demands that the worker has seen exactly the requests that the front end has forwarded: had
   * they cut the bytes in different places, one of them would know of a request that the other does not.
   */
  async assertAgreement(t: TestContext, bytes: string): Promise<void> {
    const client = await RawClient.connect(t, this.#site.port);
    client.write(bytes);
    await this.#settled();
    client.socket.destroy();
    const seen = await this.#settled();
    const paths = new Set([...seen, ...this.#answered]);
    for (const path of paths) {
      const times = count(seen, path);
      const least = count(this.#answered, path);
      const most = least + count(this.#begun, path);
      assert.ok(
        times >= least && times <= most,
        `the worker saw ${path} ${times} times, not ${least} to ${most}: ${JSON.stringify(bytes)}`,
      );
    }
  }

  /** What the worker has seen, once neither side has anything left to do. */
  async #settled(): Promise<string[]> {
    for (let before = '', same = 0; ;) {
      const seen = await (await fetch(`${this.#site.url}/seen`)).text();
      const now = `${seen} ${this.#answered.length} ${this.#begun.length}`;
      same = now === before ? same + 1 : 0;
      if (same === 3) return JSON.parse(seen) as string[];
      before = now;
    }
  }
}

function count(list: readonly string[], value: string): number {
  return list.filter((entry) => entry === value).length;
}
