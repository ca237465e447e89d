import type { Clock } from '../base/clock.ts';
import { DisposableStore } from '../base/disposable.ts';

/** One way to make a host end, gentle ones first. */
export interface StopStep {
  /** Asks or forces; a rejection means that the step does not work, so the next one follows at once. */
  readonly act: () => void | Promise<unknown>;
  /** Milliseconds until the next step; the last step's is not looked at. */
  readonly patience: number;
}

export interface StopSequenceOptions {
  readonly steps: readonly StopStep[];
  /** Settles when the host is gone. */
  readonly ended: Promise<unknown>;
  readonly clock: Clock;
  /** While true, time does not count: a process that stands at a breakpoint cannot stop, and that is no fault. */
  readonly isPaused?: () => boolean;
}

/** How often a step's patience is looked at, in milliseconds. */
const tick = 250;

/** Goes from step to step until the host is gone. */
export async function stopSequence({
  steps,
  ended,
  clock,
  isPaused = () => false,
}: StopSequenceOptions): Promise<void> {
  const timers = new DisposableStore();
  let isOver = false;
  const over = ended.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  const wait = (): Promise<void> =>
    new Promise((resolve) => timers.add(clock.after(tick, resolve)));
  try {
    for (const { act, patience } of steps) {
      const isBroken = new Promise<void>((resolve) => {
        Promise.resolve()
          .then(act)
          .catch(() => resolve());
      });
      await Promise.race([over, isBroken, patienceOver(patience)]);
      if (isOver) return;
    }
    await over;
  } finally {
    timers.dispose();
  }

  async function patienceOver(patience: number): Promise<void> {
    for (let left = patience; left > 0;) {
      await wait();
      if (!isPaused()) left -= tick;
    }
  }
}
