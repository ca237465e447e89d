import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserCommand, urlToOpen } from '../../../server-runtime/host/browserLauncher.ts';

describe('browserCommand', () => {
  const url = 'http://localhost:5000/?a=1&b="2"';
  for (const [platform, command] of [
    ['win32', 'rundll32'],
    ['darwin', 'open'],
    ['linux', 'xdg-open'],
    ['freebsd', 'xdg-open'],
  ] as const) {
    it(`hands the URL as one argument to ${command} on ${platform}`, () => {
      const [program, args] = browserCommand(url, platform);
      assert.equal(program, command);
      assert.equal(args.at(-1), url);
    });
  }
});

describe('urlToOpen', () => {
  it('is what was planned', () => {
    const addresses = ['http://localhost:5000'];
    assert.equal(urlToOpen('http://localhost:5000/shop', addresses), 'http://localhost:5000/shop');
  });

  it('has the port that the system chose', () => {
    assert.equal(
      urlToOpen('http://127.0.0.1:0/shop?a=b', ['http://127.0.0.1:40123']),
      'http://127.0.0.1:40123/shop?a=b',
    );
  });

  it('is the first address when none was planned, as a browser can open it', () => {
    assert.equal(urlToOpen(null, ['http://unix:/x', 'http://[::]:8000']), 'http://localhost:8000');
    assert.equal(urlToOpen(null, []), undefined);
  });
});
