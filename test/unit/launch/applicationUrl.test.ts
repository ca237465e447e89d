import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatApplicationUrl,
  parseApplicationUrl,
} from '../../../server-runtime/launch/applicationUrl.ts';
import { codesOf } from './planInput.ts';

describe('parseApplicationUrl', () => {
  const read: [text: string, scheme: string, host: string, port: number, pathBase: string][] = [
    ['http://localhost', 'http', 'localhost', 80, ''],
    ['https://www.example.com', 'https', 'www.example.com', 443, ''],
    ['HTTP://LocalHost:5000/', 'http', 'localhost', 5000, ''],
    ['http://+', 'http', '+', 80, ''],
    ['http://*:8080', 'http', '*', 8080, ''],
    ['http://[::1]:5000', 'http', '[::1]', 5000, ''],
    ['http://[::1]', 'http', '[::1]', 80, ''],
    ['http://127.0.0.1:0', 'http', '127.0.0.1', 0, ''],
    ['http://www.example.com/foo?bar=baz', 'http', 'www.example.com', 80, '/foo?bar=baz'],
    ['http://a:1/Base/', 'http', 'a', 1, '/Base'],
    ['http://www.example.com:NOTAPORT', 'http', 'www.example.com:notaport', 80, ''],
    ['http://unix:foo/x.sock', 'http', 'unix:foo', 80, '/x.sock'],
    ['http://unix:5000/x.sock', 'http', 'unix', 5000, '/x.sock'],
    ['://emptyscheme', '', 'emptyscheme', 0, ''],
  ];
  for (const [text, scheme, host, port, pathBase] of read) {
    it(`reads ${text}`, () => {
      const [url] = parseApplicationUrl(text).urls;
      assert.deepEqual(url, { text, offset: 0, scheme, host, port, pathBase });
    });
  }

  const refused = [
    '5000',
    '//noscheme',
    '://',
    '://:5000',
    'http://',
    'http://:5000',
    'http:///',
    'http:////:5000',
  ];
  for (const text of refused) {
    it(`refuses ${text} with the servers' own text`, () => {
      const { urls, diagnostics } = parseApplicationUrl(text);
      assert.deepEqual(urls, []);
      assert.deepEqual(
        diagnostics.map(({ code, message }) => [code, message]),
        [['invalid-url', `Invalid url: '${text}'. An address looks like http://localhost:5000.`]],
      );
    });
  }

  it('reads unix sockets and pipes', () => {
    const { urls, diagnostics } = parseApplicationUrl(
      'http://unix:/run/k.sock:/;http://pipe:/name',
    );
    assert.deepEqual(urls.map(formatApplicationUrl), [
      'http://unix:/run/k.sock',
      'http://pipe:name',
    ]);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(codesOf(parseApplicationUrl('http://unix:/')), ['url-socket-path']);
  });

  it('drops empty parts and tells where the others are', () => {
    const { urls } = parseApplicationUrl(' ; http://a:1 ;;http://b:2;');
    assert.deepEqual(
      urls.map(({ text, offset }) => [text, offset]),
      [
        ['http://a:1', 3],
        ['http://b:2', 16],
      ],
    );
  });

  it('finds fault with the part that has it', () => {
    const { diagnostics } = parseApplicationUrl('http://a:1;ftp://b:2');
    assert.deepEqual(diagnostics[0]?.range, { offset: 11, length: 9 });
    assert.equal(
      diagnostics[0]?.message,
      "Unrecognized scheme in server address 'ftp://b:2'. Only 'http://' and 'https://' are supported.",
    );
  });

  const faults: [text: string, codes: string[]][] = [
    ['http://localhost:0', ['localhost-port-0']],
    ['http://app.localhost:0', ['localhost-port-0']],
    ['http://127.0.0.1:0', []],
    ['http://*:70000', ['port-range']],
    ['http://a:1/base', ['url-path-base']],
    ['http://a:1/', []],
    ['http://a:x', ['url-port']],
    ['http://[::1]', []],
  ];
  for (const [text, codes] of faults) {
    it(`has ${codes.join() || 'no fault'} for ${text}`, () => {
      assert.deepEqual(codesOf(parseApplicationUrl(text)), codes);
    });
  }

  it('goes by what the server can do', () => {
    const codes = (text: string, server: 'WebListener' | 'IISExpress' | null) =>
      codesOf(parseApplicationUrl(text, { server }));
    assert.deepEqual(codes('http://localhost:0/base', 'WebListener'), []);
    assert.deepEqual(codes('https://localhost:0', 'WebListener'), ['https-port-0']);
    assert.deepEqual(codes('http://localhost:0/base', 'IISExpress'), ['localhost-port-0']);
    assert.deepEqual(codes('http://localhost:0/base', null), []);
  });
});

describe('formatApplicationUrl', () => {
  it('writes lower case and no default port', () => {
    const format = (text: string) => parseApplicationUrl(text).urls.map(formatApplicationUrl)[0];
    assert.equal(format('HTTP://A:80/Base/'), 'http://a/Base');
    assert.equal(format('https://a:80'), 'https://a:80');
  });
});
