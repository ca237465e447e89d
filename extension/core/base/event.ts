import type { Disposable } from './disposable.ts';

/** Subscribes a listener; the result ends the subscription. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** Resolves when something is so: at once, or after the event that made it so. */
export async function whenSo<T>(event: Event<T>, isSo: () => boolean): Promise<void> {
  if (isSo()) return;
  await new Promise<void>((resolve) => {
    const subscription = event(() => {
      if (!isSo()) return;
      subscription.dispose();
      resolve();
    });
  });
}

/** Source of an event: the owner fires, others see only {@link Emitter.event}. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();
  readonly #onError: (error: unknown) => void;

  /** @param onError told of what a listener throws; the other listeners are called all the same. */
  constructor(onError: (error: unknown) => void = () => {}) {
    this.#onError = onError;
  }

  readonly event: Event<T> = (listener) => {
    // A wrapper per subscription, so that one function subscribed twice is called twice.
    const subscription = (value: T): unknown => listener(value);
    this.#listeners.add(subscription);
    return { dispose: () => this.#listeners.delete(subscription) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
