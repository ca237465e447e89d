import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserCommand } from '../../../server-runtime/host/browserLauncher.ts';

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
