import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OutputTail } from '../../../server-runtime/processes/outputTail.ts';

describe('OutputTail', () => {
  it('keeps the last lines of both streams, oldest first', () => {
    const tail = new OutputTail({ maxLines: 3 });
    tail.push('stdout', 'one\ntwo\n');
    tail.push('stderr', 'three\n');
    tail.push('stdout', 'four\n');
    assert.deepEqual(tail.lines(), ['two', 'three', 'four']);
  });

  it('puts lines and UTF-8 sequences together that arrive in pieces', () => {
    const tail = new OutputTail();
    const bytes = Buffer.from('grün\n');
    for (const byte of bytes) tail.push('stdout', Uint8Array.of(byte));
    assert.deepEqual(tail.lines(), ['grün']);
  });

  it('shows a last line without its end', () => {
    const tail = new OutputTail();
    tail.push('stderr', 'done\nnot yet');
    assert.deepEqual(tail.lines(), ['done', 'not yet']);
  });

  it('drops terminal escapes and carriage returns', () => {
    const tail = new OutputTail();
    tail.push('stdout', '\u001B[31mred\u001B[0m\r\n');
    assert.deepEqual(tail.lines(), ['red']);
  });

  it('cuts endless lines', () => {
    const tail = new OutputTail({ maxLineLength: 10 });
    for (let i = 0; i < 100; i++) tail.push('stdout', 'xxxx');
    assert.deepEqual(tail.lines(), ['x'.repeat(10)]);
  });
});
