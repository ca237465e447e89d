import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RapidFailCounter } from '../../../server-runtime/servers/iisExpress/worker/rapidFailCounter.ts';

function createCounter(limit: number) {
  let now = 0;
  const counter = new RapidFailCounter(limit, { now: () => now, date: () => new Date(now) });
  return {
    counter,
    crash: (times: number) => {
      for (let i = 0; i < times; i++) counter.add();
    },
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('RapidFailCounter', () => {
  it('allows as many crashes as the limit, and one more start', () => {
    const { counter, crash } = createCounter(10);
    crash(10);
    assert.equal(counter.allowsStart(), true);
    crash(1);
    assert.equal(counter.allowsStart(), false);
  });

  it('starts over a minute after the window began', () => {
    const { counter, crash, advance } = createCounter(0);
    crash(1);
    advance(59_999);
    assert.equal(counter.allowsStart(), false);
    advance(1);
    assert.equal(counter.allowsStart(), true);
  });

  it('keeps the limit within what the module knows', () => {
    assert.equal(createCounter(1000).counter.limit, 100);
    assert.equal(createCounter(-1).counter.limit, 0);
  });
});
