import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KestrelLog } from '../../../server-runtime/servers/kestrel/kestrelLog.ts';
import { badRequest } from '../../../server-runtime/servers/shared/http1/badRequest.ts';
import { allSplits, exchangeBytes } from '../../support/http1/exchangeBytes.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';

const fields = (lines: string): string => `GET / HTTP/1.1\r\nHost: h\r\n${lines}\r\n`;
const post = (lines: string, body = ''): string =>
  `POST / HTTP/1.1\r\nHost: h\r\n${lines}\r\n\r\n${body}`;
const chunked = (body: string): string => post('Transfer-Encoding: chunked', body);

/** Reason, the bytes that have it, status, and what the log says. */
const reasons: readonly (readonly [string, string, number, string])[] = [
  [
    'TLS on a plain port',
    '\x16\x03\x01',
    400,
    'Detected a TLS handshake to an endpoint that does not have TLS enabled.',
  ],
  ['the request line', 'GET /\r\n', 400, String.raw`Invalid request line: 'GET /\x0D\x0A'`],
  ['the target', 'GET /%00 HTTP/1.1\r\n', 400, "Invalid request target: '/%00'"],
  ['a header', fields('a b: c\r\n'), 400, String.raw`Invalid request header: 'a b: c\x0D\x0A'`],
  [
    'no end of the headers',
    'GET / HTTP/1.1\r\nHost: h\r\n\r ',
    400,
    'Invalid request headers: missing final CRLF in header fields.',
  ],
  ['a header name', fields('a\0b: c\r\n'), 400, 'Invalid characters in header name.'],
  ['a length', post('Content-Length: -1'), 400, 'Invalid content length: -1'],
  [
    'two lengths',
    post('Content-Length: 1\r\nContent-Length: 1', 'a'),
    400,
    'Multiple Content-Length headers.',
  ],
  [
    'both lengths',
    post('Content-Length: 1\r\nTransfer-Encoding: chunked'),
    400,
    'Both Content-Length and Transfer-Encoding headers.',
  ],
  [
    'two codings',
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'),
    400,
    'Multiple Transfer-Encoding headers.',
  ],
  [
    'a coding in HTTP/1.0',
    'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n',
    400,
    'Transfer-Encoding in an HTTP/1.0 request.',
  ],
  [
    'the last coding',
    post('Transfer-Encoding: chunked, gzip'),
    400,
    "The message body length cannot be determined because the final transfer coding was set to 'chunked, gzip' instead of 'chunked'.",
  ],
  ['a chunk size', chunked('x\r\n'), 400, 'Bad chunk size data.'],
  ['a chunk extension', chunked('1;\n\r\na\r\n'), 400, 'Bad chunk extension.'],
  ['the end of a chunk', chunked('1\r\nab\r\n'), 400, 'Bad chunk suffix.'],
  [
    'a trailer with a length',
    chunked('0\r\nContent-Length: 5\r\n\r\n'),
    400,
    "Invalid request header: 'Content-Length'",
  ],
  [
    'a trailer with a coding',
    chunked('0\r\ntransfer-encoding: x\r\n\r\n'),
    400,
    "Invalid request header: 'transfer-encoding'",
  ],
  ['a trailer with a host', chunked('0\r\nHost: x\r\n\r\n'), 400, "Invalid request header: 'Host'"],
  [
    'no length in HTTP/1.0',
    'POST / HTTP/1.0\r\n\r\n',
    400,
    'POST request contains no Content-Length header.',
  ],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400, 'Request is missing Host header.'],
  ['two Hosts', fields('Host: h\r\n'), 400, 'Multiple Host headers.'],
  ['a Host', 'GET / HTTP/1.1\r\nHost: a=b\r\n\r\n', 400, "Invalid Host header: 'a=b'"],
  ['the method for *', 'GET * HTTP/1.1\r\n', 405, 'Method not allowed.'],
  ['the method for an authority', 'GET a:1 HTTP/1.1\r\n', 405, 'Method not allowed.'],
  ['a version', 'GET / HTTP/1.2\r\n', 505, "Unrecognized HTTP version: 'HTTP/1.2'"],
  ['a line that is too long', `GET /${'a'.repeat(8192)}`, 414, 'Request line too long.'],
  [
    'headers that are too long',
    fields(`X: ${'a'.repeat(32_768)}`),
    431,
    'Request headers too long.',
  ],
  ['too many headers', fields('X: y\r\n'.repeat(100)), 431, 'Request contains too many headers.'],
];

describe('The reason for a bad request', () => {
  for (const [name, raw, status, message] of reasons) {
    it(`is ${name}: ${message.slice(0, 60)}`, async () => {
      const outcome = await exchangeBytes([raw]);
      assert.deepEqual(outcome.badRequests, [message]);
      assert.deepEqual(outcome.statuses, [status]);
      assert.ok(outcome.sent.endsWith('\r\n\r\n'), 'there is something after the header');
      assert.ok(outcome.isClosed);
    });

    if (raw.length > 1000) continue;
    it(`is ${name} however the bytes are cut`, async () => {
      // What it quotes is what had come by then.
      const [kind = ''] = message.split("'");
      for (const pieces of allSplits(raw)) {
        const { badRequests, statuses } = await exchangeBytes(pieces);
        assert.deepEqual(statuses, [status], JSON.stringify(pieces));
        assert.equal(badRequests.length, 1);
        assert.ok(
          badRequests[0]?.startsWith(kind),
          `${badRequests[0]} for ${JSON.stringify(pieces)}`,
        );
      }
    });
  }

  for (const [name, raw, message] of [
    ['the request line', 'GET / HT', "Invalid request line: 'GET / HT'"],
    ['the headers', 'GET / HTTP/1.1\r\nHo', 'Malformed request: invalid headers.'],
  ] as const) {
    it(`is that ${name} broke off`, async () => {
      assert.deepEqual((await exchangeBytes([raw], {}, true)).badRequests, [message]);
    });
  }

  it('quotes at most 128 bytes, and none that could forge a line of a log', () => {
    const { message } = badRequest.requestLine(`\r\n\x1b[31m\xe5'${'a'.repeat(200)}`);
    assert.equal(
      message,
      String.raw`Invalid request line: '\x0D\x0A\x1B[31m\xE5'` + `${'a'.repeat(119)}'`,
    );
  });

  it('is in the log at Debug, with its number and category', () => {
    const provider = new RecordingLoggerProvider();
    const log = new KestrelLog(provider.createFactory());
    log.badRequest({ connectionId: '0HN' }, badRequest.missingHost());
    const [entry] = provider.entries;
    assert.equal(entry?.category, 'Microsoft.AspNetCore.Server.Kestrel.BadRequests');
    assert.equal(entry?.eventId, 17);
    assert.deepEqual(provider.lines, [
      'debug: Connection id "0HN" bad request data: "Request is missing Host header."',
    ]);
  });
});
