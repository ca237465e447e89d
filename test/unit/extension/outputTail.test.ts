import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OutputTail } from '../../../extension/core/servers/outputTail.ts';

describe('OutputTail', () => {
  it('keeps the last lines, oldest first', () => {
    const tail = new OutputTail(2);
    tail.append('one\ntwo\nthr');
    tail.append('ee\nfour');
    assert.deepEqual(tail.lines, ['three', 'four']);
  });

  it('keeps what people read: no colours, no empty lines, no carriage returns', () => {
    const tail = new OutputTail();
    tail.append('\u001b[31mred\u001b[39m\r\n\r\n\u001b]0;title\u0007plain\r\n');
    assert.deepEqual(tail.lines, ['red', 'plain']);
  });

  it('does not grow with a line that never ends', () => {
    const tail = new OutputTail();
    for (let count = 0; count < 100; count += 1) tail.append('x'.repeat(10_000));
    assert.ok(tail.lines[0]!.length <= 10_000);
  });
});
