import { toDisposable, type Disposable } from '../primitives/disposable.ts';
import { ConfigurationError } from './configurationError.ts';
import type { ConfigurationProvider } from './configurationProvider.ts';

/** The providers of a configuration, and what they hold together. */
export class ConfigurationStore implements Disposable {
  /** In the order in which they were added: the last one wins. */
  readonly providers: readonly ConfigurationProvider[];
  readonly #callbacks = new Set<() => void>();
  readonly #subscriptions: Disposable[] = [];

  /** Loads every provider. Throws what the first of them that fails throws. */
  constructor(providers: readonly ConfigurationProvider[]) {
    this.providers = providers;
    for (const provider of providers) provider.load();
    for (const provider of providers) {
      const subscription = provider.onChange?.(() => this.#changed());
      if (subscription) this.#subscriptions.push(subscription);
    }
  }

  /** The value of the last provider that has the key. */
  read(key: string): string | undefined {
    for (let i = this.providers.length - 1; i >= 0; i--) {
      const value = this.providers[i]?.get(key);
      if (value !== undefined) return value ?? undefined;
    }
    return undefined;
  }

  /** Sets a value in every provider. Throws a ConfigurationError when there is none. */
  write(key: string, value: string | undefined): void {
    if (this.providers.length === 0) {
      throw new ConfigurationError(
        'invalid-operation',
        'A configuration source is not registered. Please register one before setting a value.',
      );
    }
    for (const provider of this.providers) provider.set(key, value ?? null);
  }

  /** Every key of every provider; some more than once. */
  *keys(): Iterable<string> {
    for (const provider of this.providers) yield* provider.keys();
  }

  /** Reads every provider again. */
  reload(): void {
    for (const provider of this.providers) provider.load();
    this.#changed();
  }

  /** Calls back after each reload. */
  onChange(callback: () => void): Disposable {
    const registration = (): void => callback();
    this.#callbacks.add(registration);
    return toDisposable(() => this.#callbacks.delete(registration));
  }

  /** Ends the watching, and the providers. */
  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const provider of this.providers) provider.dispose?.();
    this.#callbacks.clear();
  }

  #changed(): void {
    for (const callback of this.#callbacks) callback();
  }
}
