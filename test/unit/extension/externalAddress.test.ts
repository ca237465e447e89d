import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressAt, splitAddress } from '../../../extension/core/servers/externalAddress.ts';

const asked = '/login?returnUrl=%2Forders%3Fid%3D1%26tab%3D2&t=a%2Bb#%C3%A9';

describe('An address elsewhere', () => {
  /** The address as it is where another place stands for its origin. */
  function at(place: string, url: string): string | undefined {
    const parts = splitAddress(url);
    return parts && addressAt(place, parts.rest);
  }

  it('is asked the same, letter by letter', () => {
    const here = `http://localhost:5000${asked}`;
    assert.equal(splitAddress(here)?.origin, 'http://localhost:5000');
    assert.equal(at('http://localhost:5000/', here), here);
    assert.equal(at('https://dev.example/', here), `https://dev.example${asked}`);
    assert.equal(
      at('https://dev.example/proxy/5000/', here),
      `https://dev.example/proxy/5000${asked}`,
    );
    assert.equal(
      at('https://dev.example/proxy/5000', here),
      `https://dev.example/proxy/5000${asked}`,
    );
  });

  it('has the slash that relative links need below a path, and none that was not there elsewhere', () => {
    assert.equal(at('http://[::1]:5001/', 'http://[::1]:5000'), 'http://[::1]:5001');
    assert.equal(at('https://x/', 'http://localhost:5000/'), 'https://x/');
    assert.equal(at('https://x/proxy/1/', 'http://localhost:1'), 'https://x/proxy/1/');
    assert.equal(at('https://x/proxy/1/', 'http://localhost:1/'), 'https://x/proxy/1/');
    assert.equal(at('https://x/proxy/1', 'http://localhost:1?a'), 'https://x/proxy/1/?a');
  });

  it('is only one of http', () => {
    for (const url of ['', 'net.pipe://x', 'http://', 'mailto:a@b', 'ftp://x/http://y']) {
      assert.equal(splitAddress(url), undefined);
    }
    assert.deepEqual(splitAddress('HTTPS://x'), { origin: 'HTTPS://x', rest: '' });
  });
});
