import type { Disposable } from '../../primitives/disposable.ts';
import type { Configuration } from '../configuration.ts';
import type { ConfigurationProvider } from '../configurationProvider.ts';

/** Another configuration as a source. */
export class ChainedProvider implements ConfigurationProvider {
  readonly #configuration: Configuration;

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
  }

  /** The other configuration has been loaded by whoever made it. */
  load(): void {}

  get(key: string): string | undefined {
    return this.#configuration.get(key);
  }

  set(key: string, value: string | null): void {
    this.#configuration.set(key, value ?? undefined);
  }

  *keys(): Iterable<string> {
    for (const [key] of this.#configuration.entries()) yield key;
  }

  onChange(callback: () => void): Disposable {
    return this.#configuration.onChange(callback);
  }
}
