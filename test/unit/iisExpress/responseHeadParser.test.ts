import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { ResponseHead } from '../../../server-runtime/servers/iisExpress/upstream/responseHead.ts';
import { ResponseHeadParser } from '../../../server-runtime/servers/iisExpress/upstream/responseHeadParser.ts';

function parse(text: string, isHeadRequest = false): ResponseHead {
  const parser = new ResponseHeadParser();
  const bytes = Buffer.from(text, 'latin1');
  assert.equal(parser.parse(bytes, 0, isHeadRequest), bytes.length);
  return parser.head;
}

function head(status: string, ...fields: string[]): string {
  return `HTTP/1.1 ${status}\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;
}

describe('ResponseHeadParser', () => {
  it('reads status, reason and fields', () => {
    const parsed = parse(head('404 Not There', 'A: 1', 'a:2 ', 'Empty:'));
    assert.deepEqual([parsed.statusCode, parsed.reason], [404, 'Not There']);
    assert.deepEqual(parsed.lines, ['A', '1', 'a', '2', 'Empty', '']);
  });

  it('does without a reason', () => {
    assert.equal(parse(head('200 ')).reason, '');
    assert.equal(parse(head('200')).reason, '');
  });

  const framings: [string, string, ResponseHead['framing']][] = [
    ['a length', head('200 OK', 'Content-Length: 5'), 'length'],
    ['chunks', head('200 OK', 'Transfer-Encoding: chunked'), 'chunked'],
    ['neither', head('200 OK'), 'close'],
    ['a status without body', head('204 No Content'), 'none'],
    ['a length of what is not sent', head('304 Not Modified', 'Content-Length: 5'), 'none'],
    ['an interim status', head('103 Early Hints'), 'none'],
  ];
  for (const [what, text, framing] of framings) {
    it(`knows how the body ends with ${what}`, () => assert.equal(parse(text).framing, framing));
  }

  it('expects no body after HEAD', () => {
    const parsed = parse(head('200 OK', 'Content-Length: 5'), true);
    assert.deepEqual([parsed.framing, parsed.contentLength], ['none', 5]);
  });

  const keepAlives: [string, boolean][] = [
    ['HTTP/1.1 200 OK\r\n\r\n', true],
    ['HTTP/1.1 200 OK\r\nConnection: Close\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nConnection: keep-alive, close\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n\r\n', true],
  ];
  for (const [text, keepAlive] of keepAlives) {
    it(`knows whether the connection lives on after ${JSON.stringify(text)}`, () => {
      assert.equal(parse(text).keepAlive, keepAlive);
    });
  }

  it('reads how long the worker keeps an idle connection', () => {
    assert.equal(parse(head('200 OK', 'Keep-Alive: timeout=5, max=100')).keepAliveSeconds, 5);
    assert.equal(parse(head('200 OK')).keepAliveSeconds, undefined);
  });

  const refused: Record<string, string> = {
    'two lengths': head('200 OK', 'Content-Length: 5', 'Content-Length: 5'),
    'a length and a coding': head('200 OK', 'Content-Length: 5', 'Transfer-Encoding: chunked'),
    'two codings': head('200 OK', 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'),
    'another coding': head('200 OK', 'Transfer-Encoding: gzip, chunked'),
    'a coding in HTTP/1.0': 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    'a length that is no number': head('200 OK', 'Content-Length: 5a'),
    'a negative length': head('200 OK', 'Content-Length: -5'),
    'a huge length': head('200 OK', 'Content-Length: 99999999999999999999'),
    'a folded field': head('200 OK', 'A: b', ' c'),
    'a blank before the colon': head('200 OK', 'A : b'),
    'no colon': head('200 OK', 'A'),
    'NUL in a value': head('200 OK', 'A: \0'),
    'a bare line feed': 'HTTP/1.1 200 OK\n\n',
    'a bare line feed after a field': 'HTTP/1.1 200 OK\r\nA: b\n\r\n',
    'another protocol': 'HTTP/2 200 OK\r\n\r\n',
    'no status': 'HTTP/1.1 OK\r\n\r\n',
    'a status of four digits': 'HTTP/1.1 2000 OK\r\n\r\n',
    'too large a field': head('200 OK', `A: ${'b'.repeat(70_000)}`),
    'an endless status line': 'x'.repeat(10_000),
  };
  for (const [what, text] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.throws(() => parse(text), { name: 'UpstreamError', kind: 'invalid' });
    });
  }

  it('reads the same however the bytes are cut', () => {
    const text = head('200 OK', 'Content-Length: 5', 'X-One: two', 'Keep-Alive: timeout=9');
    const whole = parse(text);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: text.length - 1 })), (cuts) => {
        const parser = new ResponseHeadParser();
        for (const cut of cuts.toSorted((a, b) => a - b)) {
          assert.equal(parser.parse(Buffer.from(text.slice(0, cut), 'latin1'), 0, false), -1);
        }
        parser.parse(Buffer.from(text, 'latin1'), 0, false);
        assert.deepEqual(parser.head, whole);
      }),
    );
  });
});
