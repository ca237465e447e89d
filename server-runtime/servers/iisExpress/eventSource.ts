import { type Disposable, toDisposable } from '../../primitives/disposable.ts';

/** Listeners of one kind of event, told in the order in which they came. */
export class EventSource<T> {
  readonly #listeners = new Set<(event: T) => void>();

  /** Disposing the result takes the listener out again. */
  on(listener: (event: T) => void): Disposable {
    this.#listeners.add(listener);
    return toDisposable(() => this.#listeners.delete(listener));
  }

  /** False: {@link emit} would tell nobody. */
  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  emit(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
}
