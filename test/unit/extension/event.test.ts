import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Emitter } from '../../../extension/core/base/event.ts';

describe('Emitter', () => {
  it('tells all listeners until they leave', () => {
    const seen: string[] = [];
    const emitter = new Emitter<number>();
    const first = emitter.event((value) => seen.push(`a${value}`));
    emitter.event((value) => seen.push(`b${value}`));
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    assert.deepEqual(seen, ['a1', 'b1', 'b2']);
  });

  it('tells the other listeners when one throws, and who is interested in errors', () => {
    const errors: unknown[] = [];
    const emitter = new Emitter<void>((error) => errors.push(error));
    const fault = new Error('listener');
    emitter.event(() => {
      throw fault;
    });
    let isTold = false;
    emitter.event(() => (isTold = true));
    emitter.fire();
    assert.ok(isTold);
    assert.deepEqual(errors, [fault]);
  });

  it('does not tell who leaves during the event a second time', () => {
    let count = 0;
    const emitter = new Emitter<void>();
    const subscription = emitter.event(() => {
      count += 1;
      subscription.dispose();
    });
    emitter.fire();
    emitter.fire();
    assert.equal(count, 1);
  });
});
