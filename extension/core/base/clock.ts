import type { Disposable } from './disposable.ts';

/** Time, injected so that tests drive it by hand. */
export interface Clock {
  /** Calls back once after the milliseconds, unless disposed before. */
  after(milliseconds: number, callback: () => void): Disposable;
}
