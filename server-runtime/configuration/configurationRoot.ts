import type { Disposable } from '../primitives/disposable.ts';
import type { ConfigurationProvider } from './configurationProvider.ts';
import { ConfigurationStore } from './configurationStore.ts';
import { ConfigurationView } from './configurationView.ts';

/** A whole configuration, as ConfigurationBuilder makes it. */
export class ConfigurationRoot extends ConfigurationView implements Disposable {
  readonly #store: ConfigurationStore;

  /** Loads the providers. Throws what the first of them that fails throws. */
  constructor(providers: readonly ConfigurationProvider[]) {
    const store = new ConfigurationStore(providers);
    super(store, '');
    this.#store = store;
  }

  /** In the order in which they were added: the last one that has a key wins. */
  get providers(): readonly ConfigurationProvider[] {
    return this.#store.providers;
  }

  /** Reads every source again. */
  reload(): void {
    this.#store.reload();
  }

  /** Stops watching files. */
  dispose(): void {
    this.#store.dispose();
  }
}
