import { toDisposable, type Disposable } from './disposable.ts';

/** Something that happens once. Whoever registers afterwards is called at once. */
export class OneShotSignal {
  #callbacks: (() => void)[] = [];
  #isFired = false;
  #controller: AbortController | undefined;

  /** True once it has happened. */
  get isFired(): boolean {
    return this.#isFired;
  }

  /** The same as a web signal. Made on first use. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#isFired) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /** Disposing the result takes the callback out again. */
  register(callback: () => void): Disposable {
    if (this.#isFired) {
      callback();
      return toDisposable(() => undefined);
    }
    this.#callbacks.push(callback);
    return toDisposable(() => {
      this.#callbacks = this.#callbacks.filter((other) => other !== callback);
    });
  }

  /** Runs every callback, last registered first, though some throw: those errors go to the handler. */
  fire(onError: (error: unknown) => void): void {
    if (this.#isFired) return;
    this.#isFired = true;
    const callbacks = this.#callbacks;
    this.#callbacks = [];
    for (let i = callbacks.length - 1; i >= 0; i--) {
      try {
        callbacks[i]?.();
      } catch (error) {
        onError(error);
      }
    }
    this.#controller?.abort();
  }
}
