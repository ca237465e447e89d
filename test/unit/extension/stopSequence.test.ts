import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Clock } from '../../../extension/core/base/clock.ts';
import { stopSequence, type StopStep } from '../../../extension/core/servers/stopSequence.ts';

/** Time that passes when the test says so. */
class ManualClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  after(milliseconds: number, callback: () => void): { dispose(): void } {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    return { dispose: () => void this.#timers.delete(timer) };
  }

  get isIdle(): boolean {
    return this.#timers.size === 0;
  }

  /** Lets the milliseconds pass in small steps, with time for promises between them. */
  async pass(milliseconds: number): Promise<void> {
    for (const end = this.#now + milliseconds; this.#now < end;) {
      await settled();
      this.#now += 50;
      for (const timer of [...this.#timers]) {
        if (timer.at > this.#now) continue;
        this.#timers.delete(timer);
        timer.callback();
      }
    }
    await settled();
  }
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function subject(isPaused = () => false) {
  const clock = new ManualClock();
  const done: string[] = [];
  const ended = Promise.withResolvers<void>();
  const step = (name: string, patience: number, act: () => unknown = () => {}) => ({
    patience,
    act: async () => {
      done.push(name);
      await act();
    },
  });
  const run = (...steps: StopStep[]): Promise<void> =>
    stopSequence({ steps, ended: ended.promise, clock, isPaused });
  return { clock, done, end: ended.resolve, step, run };
}

describe('stopSequence', () => {
  it('is content with the first step when the host ends', async () => {
    const { clock, done, end, step, run } = subject();
    const over = run(step('ask', 1000), step('terminate', 1000), step('kill', 0));
    await clock.pass(500);
    end();
    await over;
    assert.deepEqual(done, ['ask']);
    assert.ok(clock.isIdle, 'no timer is left');
  });

  it('goes on when patience is over', async () => {
    const { clock, done, end, step, run } = subject();
    const over = run(step('ask', 1000), step('terminate', 500), step('kill', 0));
    await clock.pass(900);
    assert.deepEqual(done, ['ask']);
    await clock.pass(400);
    assert.deepEqual(done, ['ask', 'terminate']);
    await clock.pass(600);
    assert.deepEqual(done, ['ask', 'terminate', 'kill']);
    let isOver = false;
    void over.then(() => (isOver = true));
    await clock.pass(1000);
    assert.equal(isOver, false, 'it lasts until the host is gone');
    end();
    await over;
  });

  it('goes on at once when a step does not work', async () => {
    const { clock, done, end, step, run } = subject();
    const fail = (): never => {
      throw new Error('not connected');
    };
    const over = run(
      { patience: 60_000, act: fail },
      step('ask', 60_000, fail),
      step('terminate', 500),
    );
    await clock.pass(50);
    assert.deepEqual(done, ['ask', 'terminate']);
    end();
    await over;
    assert.ok(clock.isIdle, 'no timer is left');
  });

  it('does not count the time in which a debugger holds the process', async () => {
    let isPaused = true;
    const { clock, done, end, step, run } = subject(() => isPaused);
    const over = run(step('ask', 500), step('kill', 0));
    await clock.pass(60_000);
    assert.deepEqual(done, ['ask']);
    isPaused = false;
    await clock.pass(1000);
    assert.deepEqual(done, ['ask', 'kill']);
    end();
    await over;
  });

  it('is content, too, when the end of the host is told as an error', async () => {
    const { clock, done, step } = subject();
    const ended = Promise.reject(new Error('killed'));
    await stopSequence({ steps: [step('ask', 1000), step('kill', 0)], ended, clock });
    assert.deepEqual(done, ['ask']);
  });

  it('does nothing more when the host is gone before it begins', async () => {
    const { done, end, step, run } = subject();
    end();
    await run(step('ask', 1000), step('kill', 0));
    assert.ok(!done.includes('kill'));
  });
});
