/** Something that holds a resource; compatible with the editor's own `Disposable`. */
export interface Disposable {
  dispose(): unknown;
}

/**
 * Owns disposables and releases them in reverse order. What is added after the store was disposed is released at
 * once, so that an asynchronous start which finishes late leaks nothing.
 */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];
  #isDisposed = false;

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Takes over the item and returns it. */
  add<T extends Disposable>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  /** Takes over a clean-up function. */
  defer(cleanUp: () => unknown): void {
    this.add({ dispose: cleanUp });
  }

  /** Releases everything, also when one clean-up throws; the first error is thrown at the end. */
  dispose(): void {
    this.#isDisposed = true;
    const errors: unknown[] = [];
    for (let item = this.#items.pop(); item; item = this.#items.pop()) {
      try {
        item.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
