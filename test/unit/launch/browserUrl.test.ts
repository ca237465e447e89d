import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browsableAddress, browserUrlFor } from '../../../server-runtime/launch/browserUrl.ts';

describe('browserUrlFor', () => {
  const cases: [launchUrl: string | undefined, addresses: string[], url: string | null][] = [
    [undefined, ['http://localhost:5000'], 'http://localhost:5000'],
    ['', ['https://localhost:5001', 'http://localhost:5000'], 'https://localhost:5001'],
    ['  ', ['http://*:80'], 'http://localhost:80'],
    ['swagger', ['http://localhost:5000'], 'http://localhost:5000/swagger'],
    ['/swagger', ['http://localhost:5000'], 'http://localhost:5000/swagger'],
    ['/x', ['http://localhost:5000/base'], 'http://localhost:5000/x'],
    ['x?a=b#c', ['http://localhost:5000'], 'http://localhost:5000/x?a=b#c'],
    ['?a', ['http://localhost:5000'], 'http://localhost:5000/?a'],
    ['http://example.com/x', ['http://localhost:5000'], 'http://example.com/x'],
    ['http://*:1/x', [], 'http://localhost:1/x'],
    ['localhost:4000/x', ['http://localhost:5000'], 'http://localhost:4000/x'],
    ['x', [], null],
    [undefined, [], null],
    [undefined, ['http://unix:/run/x.sock', 'http://0.0.0.0:5000'], 'http://localhost:5000'],
    ['x', ['http://[::]:5000'], 'http://localhost:5000/x'],
    ['x', ['http://[::1]:5000'], 'http://[::1]:5000/x'],
    ['x', ['http://+:5000/'], 'http://localhost:5000/x'],
    ['x', ['http://contoso.com:5000'], 'http://contoso.com:5000/x'],
  ];
  for (const [launchUrl, addresses, url] of cases) {
    it(`opens ${url} for ${JSON.stringify(launchUrl)} on ${addresses.join() || 'nothing'}`, () => {
      assert.equal(browserUrlFor({ launchUrl }, addresses), url);
    });
  }

  it('opens the address itself without a profile', () => {
    assert.equal(browserUrlFor(undefined, ['http://localhost:1']), 'http://localhost:1');
  });
});

describe('browsableAddress', () => {
  it('refuses what no browser opens', () => {
    for (const address of ['ftp://a', 'net.tcp://a', 'http://', 'http://pipe:/x', 'hello']) {
      assert.equal(browsableAddress(address), null);
    }
  });
});
