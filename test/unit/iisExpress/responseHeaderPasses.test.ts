import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  removeDate,
  removeHopByHopResponseHeaders,
} from '../../../server-runtime/servers/iisExpress/forwarding/responseHeaderPasses.ts';

describe('removeHopByHopResponseHeaders', () => {
  it('drops what was meant for one hop, and what Connection names', () => {
    const lines = ['Connection', 'close, X-Inner', 'Transfer-Encoding', 'chunked'];
    lines.push('X-Inner', '1', 'Keep-Alive', 'timeout=5', 'Server', 'Kestrel');
    removeHopByHopResponseHeaders(lines);
    assert.deepEqual(lines, ['Server', 'Kestrel']);
  });

  it('does not let Connection name the length', () => {
    const lines = ['Connection', 'Content-Length', 'Content-Length', '3'];
    removeHopByHopResponseHeaders(lines);
    assert.deepEqual(lines, ['Content-Length', '3']);
  });
});

describe('removeDate', () => {
  it('drops the date and nothing else', () => {
    const lines = ['DATE', 'x', 'Last-Modified', 'y', 'Data', 'z'];
    removeDate(lines);
    assert.deepEqual(lines, ['Last-Modified', 'y', 'Data', 'z']);
  });
});
