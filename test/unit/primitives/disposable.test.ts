import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DisposableStore, toDisposable } from '../../../server-runtime/primitives/disposable.ts';
import { disposeValue, isReleasable } from '../../../server-runtime/primitives/disposeValue.ts';

describe('DisposableStore', () => {
  it('releases in reverse order', () => {
    const store = new DisposableStore();
    const calls: number[] = [];
    store.add(toDisposable(() => calls.push(1)));
    store.add(toDisposable(() => calls.push(2)));
    store.dispose();
    assert.deepEqual(calls, [2, 1]);
  });

  it('disposes at once what is added after it was disposed', () => {
    const store = new DisposableStore();
    store.dispose();
    let isDisposed = false;
    store.add(
      toDisposable(() => {
        isDisposed = true;
      }),
    );
    assert.ok(isDisposed);
    assert.ok(store.isDisposed);
  });
});

describe('toDisposable', () => {
  it('releases once', () => {
    let count = 0;
    const disposable = toDisposable(() => count++);
    disposable.dispose();
    disposable.dispose();
    assert.equal(count, 1);
  });
});

describe('disposeValue', () => {
  it('knows the ways in which a value may be released', async () => {
    const calls: string[] = [];
    const values = [
      { [Symbol.asyncDispose]: async () => void calls.push('async') },
      { [Symbol.dispose]: () => calls.push('sync') },
      { dispose: () => calls.push('method') },
    ];
    for (const value of values) {
      assert.ok(isReleasable(value));
      await disposeValue(value);
    }
    assert.deepEqual(calls, ['async', 'sync', 'method']);
  });

  it('leaves other values alone', () => {
    for (const value of [null, undefined, 'text', {}, { dispose: 1 }]) {
      assert.equal(isReleasable(value), false);
    }
  });
});
