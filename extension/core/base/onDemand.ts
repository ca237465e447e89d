/**
 * The part of a slice that is made when a person first asks for it. Its code is in `dist/features.js`, which activation does
 * not read: the `import()` that brings it stands in the slice's `register.ts`, where webpack can see it.
 */
export class OnDemand<T> {
  readonly #make: () => Promise<T>;
  #making: Promise<T> | undefined;
  #made: T | undefined;

  /** @param make imports the part and makes it; called again only after it failed. */
  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** The part, if somebody has asked for it already. */
  get made(): T | undefined {
    return this.#made;
  }

  /** The part, made by the first call. */
  async get(): Promise<T> {
    this.#making ??= this.#make();
    try {
      return (this.#made = await this.#making);
    } catch (error) {
      this.#making = undefined;
      throw error;
    }
  }
}
