import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BindingAddress } from '../../../server-runtime/servers/shared/bindingAddress.ts';

describe('BindingAddress', () => {
  for (const text of [
    '',
    '5000',
    '//noscheme',
    '://',
    '://:5000',
    'http://',
    'http://:5000',
    'http:///',
    'http:////:5000',
    'http://localhost:65536',
    'http://localhost:-1',
  ]) {
    it(`refuses '${text}'`, () => {
      assert.throws(() => BindingAddress.parse(text), {
        name: 'InvalidAddressError',
        message: `Invalid url: '${text}'`,
      });
    });
  }

  for (const [text, scheme, host, port, pathBase] of [
    ['://emptyscheme', '', 'emptyscheme', 0, ''],
    ['http://+', 'http', '+', 80, ''],
    ['http://*', 'http', '*', 80, ''],
    ['http://localhost', 'http', 'localhost', 80, ''],
    ['https://www.example.com', 'https', 'www.example.com', 443, ''],
    ['HTTPS://h', 'HTTPS', 'h', 443, ''],
    ['http://www.example.com/', 'http', 'www.example.com', 80, ''],
    ['http://www.example.com/foo?bar=baz', 'http', 'www.example.com', 80, '/foo?bar=baz'],
    ['http://www.example.com:5000/Foo/', 'http', 'www.example.com', 5000, '/Foo'],
    ['http://www.example.com:NOTAPORT', 'http', 'www.example.com:NOTAPORT', 80, ''],
    ['http://[::1]:5000', 'http', '[::1]', 5000, ''],
    ['http://[::1]', 'http', '[::1]', 80, ''],
    ['http://127.0.0.1:0', 'http', '127.0.0.1', 0, ''],
    ['ftp://h', 'ftp', 'h', 0, ''],
    ['http://unix:foo/x.sock', 'http', 'unix:foo', 80, '/x.sock'],
    ['http://unix:5000/x.sock', 'http', 'unix', 5000, '/x.sock'],
  ] as const) {
    it(`takes '${text}' apart`, () => {
      const address = BindingAddress.parse(text);
      assert.deepEqual(
        [address.scheme, address.host, address.port, address.pathBase],
        [scheme, host, port, pathBase],
      );
      assert.equal(address.unixSocketPath, undefined);
      assert.equal(address.pipeName, undefined);
    });
  }

  it('knows unix sockets', () => {
    for (const [text, path, pathBase] of [
      ['http://unix:/run/k.sock', '/run/k.sock', ''],
      ['http://unix:/run/k.sock:/', '/run/k.sock', ''],
      ['http://unix:/run/K.sock:/base', '/run/K.sock', '/base'],
    ] as const) {
      const address = BindingAddress.parse(text, 'linux');
      assert.equal(address.unixSocketPath, path);
      assert.equal(address.pathBase, pathBase);
    }
    assert.throws(() => BindingAddress.parse('http://unix:/', 'linux'), {
      message: "Invalid url, unix socket path must be absolute: 'http://unix:/'",
    });
  });

  it('knows unix sockets on Windows, where they have a drive', () => {
    const address = BindingAddress.parse('http://unix:/c:/run/k.sock', 'win32');
    assert.equal(address.unixSocketPath, '/c:/run/k.sock');
    for (const text of ['http://unix:/', 'http://unix:/c', 'http://unix:/run/k.sock']) {
      assert.throws(() => BindingAddress.parse(text, 'win32'), { name: 'InvalidAddressError' });
    }
  });

  it('knows named pipes', () => {
    assert.equal(BindingAddress.parse('http://pipe:/name').pipeName, 'name');
    assert.throws(() => BindingAddress.parse('http://pipe:/'), { name: 'InvalidAddressError' });
    assert.throws(() => BindingAddress.parse('http://pipe:/a\\b'), { name: 'InvalidAddressError' });
  });

  it('writes itself with scheme and host in lower case and with its port', () => {
    for (const [text, expected] of [
      ['HTTP://WWW.Example.com/Foo', 'http://www.example.com:80/Foo'],
      ['https://*', 'https://*:443'],
      ['HTTP://unix:/run/K.sock', 'http://unix:/run/K.sock'],
    ] as const) {
      assert.equal(BindingAddress.parse(text, 'linux').toString(), expected);
    }
  });
});
