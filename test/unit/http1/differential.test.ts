import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { METHODS } from 'node:http';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { exchangeBytes } from '../../support/http1/exchangeBytes.ts';
import { askNode, type FramedRequest } from '../../support/http1/nodeOpinion.ts';

/** What the fuzzer found, and what is known from elsewhere: one text per line, as JSON. */
const corpus = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../fixtures/http1/differential.json'), 'utf8'),
) as string[];

/**
 * Both read the same bytes. Ours may refuse what Node takes; what ours takes must be, byte for byte, what Node takes:
 * two servers that disagree about where a request ends are how one is smuggled past the other.
 */
async function compare(pieces: readonly string[]): Promise<void> {
  const outcome = await exchangeBytes(pieces);
  const ours: FramedRequest[] = outcome.seen.map(({ method, target, body }) => ({
    method,
    target,
    body,
  }));
  const node = await askNode(pieces);
  // Node knows a list of methods and takes no others; nothing can be said of what comes after one.
  const unknown = ours.findIndex(({ method }) => !METHODS.includes(method));
  if (unknown >= 0) ours.length = unknown;
  assert.deepEqual(ours, node.slice(0, ours.length), JSON.stringify(pieces));
}

const line = fc.constantFrom(
  'Host: h',
  'Host: h',
  'Host: h',
  'Content-Length: 0',
  'Content-Length: 5',
  'Content-Length: 05',
  'Content-Length: 5, 5',
  'Content-Length: +5',
  'Content-Length : 5',
  'content-length:5 ',
  'Content-Length: 5\r\n 0',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: Chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: chunked, gzip',
  'Transfer-Encoding:\tchunked',
  'Transfer-Encoding: chunked\t',
  'Transfer-Encoding: \x0bchunked',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: x',
  'Transfer-Encoding : chunked',
  'Transfer_Encoding: chunked',
  'Connection: keep-alive',
  'Connection: close',
  'Connection: content-length',
  'Expect: 100-continue',
  'X: y',
  'X:',
  'X: y\rZ: w',
  'X: y\nZ: w',
  'X\0: y',
);
const body = fc.constantFrom(
  '',
  'hello',
  '0\r\n\r\n',
  '5\r\nhello\r\n0\r\n\r\n',
  '5;a=b\r\nhello\r\n0\r\n\r\n',
  '5;a="b\r\n"\r\nhello\r\n0\r\n\r\n',
  '5;\r\nhello\r\n0\r\n\r\n',
  '5;a="b\r\nhello\r\n0\r\n\r\n',
  '5;a = b\r\nhello\r\n0\r\n\r\n',
  '5;\nhello\r\n0\r\n\r\n',
  '5 \r\nhello\r\n0\r\n\r\n',
  '5\r\nhello0\r\n\r\n',
  '5\r\nhello\n0\r\n\r\n',
  '0x5\r\nhello\r\n0\r\n\r\n',
  '00000000000000005\r\nhello\r\n0\r\n\r\n',
  'fffffffff\r\nhello\r\n0\r\n\r\n',
  '5\r\nhello\r\n0\r\nX: y\r\n\r\n',
  '5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n',
  '5\r\nhello\r\n0\r\n\n',
  'GET /inner HTTP/1.1\r\nHost: h\r\n\r\n',
);
const request = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE'),
    target: fc.constantFrom('/', '/a?b', '/%41', '//x', 'http://h/', '/a#b'),
    version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/1.2'),
    lines: fc.array(line, { maxLength: 4 }),
    end: fc.constantFrom('\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r'),
    body,
  })
  .map(({ method, target, version, lines, end, body: content }) =>
    [`${method} ${target} ${version}`, 'Host: h', ...lines, '', content].join(end),
  );
/** One byte changed, taken out, or put in. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(1),
  insert: fc.constantFrom('', '', '\r', '\n', '\0', ' ', '\t', ':', ',', ';', '0', 'a', '\x80'),
});
const bytes = fc
  .record({
    requests: fc.array(request, { minLength: 1, maxLength: 3 }),
    mutations: fc.array(mutation, { maxLength: 2 }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
  })
  .map(({ requests, mutations, cuts }) => {
    let text = requests.join('');
    for (const { at, remove, insert } of mutations) {
      const index = Math.floor(at * text.length);
      text = text.slice(0, index) + insert + text.slice(index + remove);
    }
    const positions = cuts.map((cut) => Math.floor(cut * text.length)).toSorted((a, b) => a - b);
    return [0, ...positions].map((start, i) => text.slice(start, positions[i] ?? text.length));
  });

describe('Two opinions about the same bytes', () => {
  for (const text of corpus) {
    it(`agree, or ours refuses: ${JSON.stringify(text)}`, () => compare([text]));
  }

  it('agree, or ours refuses: whatever a fuzzer thinks of', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, (pieces) => compare(pieces.filter((piece) => piece !== ''))),
      {
        numRuns: Number(process.env['FUZZ_RUNS'] ?? 400),
        seed: Number(process.env['FUZZ_SEED'] ?? 1),
      },
    );
  });
});
