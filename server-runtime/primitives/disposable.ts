/** Something that holds a resource. Disposing twice does nothing. */
export interface Disposable {
  /** Lets go of what is held. Safe to call twice. */
  dispose(): void;
}

/** Makes a {@link Disposable} of a function, called at most once. */
export function toDisposable(release: () => void): Disposable {
  let isDisposed = false;
  return {
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      release();
    },
  };
}

/**
 * Holds disposables and releases them in reverse order. What is added after that is disposed at once, so that a start
 * that ends after the stop leaks nothing.
 */
export class DisposableStore implements Disposable {
  #items: Disposable[] = [];
  #isDisposed = false;

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Returns its argument. */
  add<T extends Disposable>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#isDisposed = true;
    const items = this.#items;
    this.#items = [];
    for (let i = items.length - 1; i >= 0; i--) items[i]?.dispose();
  }
}
