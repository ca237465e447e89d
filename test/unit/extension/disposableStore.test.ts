import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DisposableStore } from '../../../extension/core/base/disposable.ts';

describe('DisposableStore', () => {
  it('releases in reverse order', () => {
    const order: string[] = [];
    const store = new DisposableStore();
    store.defer(() => order.push('first'));
    store.defer(() => order.push('second'));
    store.dispose();
    assert.deepEqual(order, ['second', 'first']);
  });

  it('releases at once what comes after its end', () => {
    const store = new DisposableStore();
    store.dispose();
    let isReleased = false;
    store.defer(() => (isReleased = true));
    assert.ok(isReleased);
  });

  it('releases the rest when one clean-up throws', () => {
    const store = new DisposableStore();
    let isReleased = false;
    store.defer(() => (isReleased = true));
    store.defer(() => {
      throw new Error('stuck');
    });
    assert.throws(() => store.dispose(), /stuck/);
    assert.ok(isReleased);
  });

  it('releases once', () => {
    let count = 0;
    const store = new DisposableStore();
    store.defer(() => (count += 1));
    store.dispose();
    store.dispose();
    assert.equal(count, 1);
  });
});
