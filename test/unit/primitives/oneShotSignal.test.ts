import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OneShotSignal } from '../../../server-runtime/primitives/oneShotSignal.ts';

const fail = (error: unknown): void => assert.fail(String(error));

describe('OneShotSignal', () => {
  it('calls the last registered callback first', () => {
    const signal = new OneShotSignal();
    const calls: number[] = [];
    signal.register(() => calls.push(1));
    signal.register(() => calls.push(2));
    signal.fire(fail);
    assert.deepEqual(calls, [2, 1]);
  });

  it('calls at once what registers afterwards', () => {
    const signal = new OneShotSignal();
    signal.fire(fail);
    let isCalled = false;
    signal.register(() => {
      isCalled = true;
    });
    assert.ok(isCalled);
  });

  it('fires once', () => {
    const signal = new OneShotSignal();
    let count = 0;
    signal.register(() => count++);
    signal.fire(fail);
    signal.fire(fail);
    assert.equal(count, 1);
  });

  it('runs every callback though some throw', () => {
    const signal = new OneShotSignal();
    const errors: unknown[] = [];
    let isCalled = false;
    signal.register(() => {
      isCalled = true;
    });
    signal.register(() => {
      throw new Error('broken');
    });
    signal.fire((error) => errors.push(error));
    assert.ok(isCalled);
    assert.equal(errors.length, 1);
  });

  it('does not call what was taken out', () => {
    const signal = new OneShotSignal();
    const registration = signal.register(() => assert.fail('called'));
    registration.dispose();
    signal.fire(fail);
  });

  it('aborts its web signal, also when that is asked for later', () => {
    const early = new OneShotSignal();
    const { signal } = early;
    assert.equal(signal.aborted, false);
    early.fire(fail);
    assert.ok(signal.aborted);
    const late = new OneShotSignal();
    late.fire(fail);
    assert.ok(late.signal.aborted);
  });
});
