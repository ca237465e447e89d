import type { FeatureKey } from './featureKey.ts';

/** What a server offers, for itself or for one request, by key. An absent feature means "not supported". */
export interface IFeatureCollection {
  /** True when {@link set} throws. */
  readonly isReadOnly: boolean;
  /** Grows with every effective change, so that look-ups can be cached. */
  readonly revision: number;
  /** The feature, or undefined when there is none. */
  get<T>(key: FeatureKey<T>): T | undefined;
  /** `null` or `undefined` removes; what the defaults hold shows again. */
  set<T>(key: FeatureKey<T>, value: T | null | undefined): void;
  /** Each feature with its key, those of the defaults included. */
  [Symbol.iterator](): Iterator<[FeatureKey<unknown>, unknown]>;
}

/** The general feature collection: a map over optional defaults. */
export class FeatureCollection implements IFeatureCollection {
  readonly isReadOnly = false;
  #revision = 0;
  readonly #defaults: IFeatureCollection | undefined;
  readonly #own = new Map<symbol, unknown>();

  /** Where this collection has nothing, the defaults do. */
  constructor(defaults?: IFeatureCollection) {
    this.#defaults = defaults;
  }

  get revision(): number {
    return this.#revision + (this.#defaults?.revision ?? 0);
  }

  get<T>(key: FeatureKey<T>): T | undefined {
    const own = this.#own.get(key);
    return own === undefined ? this.#defaults?.get(key) : (own as T);
  }

  set<T>(key: FeatureKey<T>, value: T | null | undefined): void {
    if (key === null || key === undefined) {
      throw new TypeError('A feature key is required.');
    }
    if (value === null || value === undefined) {
      if (this.#own.delete(key)) this.#revision++;
      return;
    }
    this.#own.set(key, value);
    this.#revision++;
  }

  *[Symbol.iterator](): Iterator<[FeatureKey<unknown>, unknown]> {
    for (const [key, value] of this.#own) yield [key, value];
    if (!this.#defaults) return;
    for (const [key, value] of this.#defaults) if (!this.#own.has(key)) yield [key, value];
  }
}
