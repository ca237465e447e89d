import { toDisposable, type Disposable } from '../primitives/disposable.ts';

/** The keys and values of one source. */
export interface ConfigurationProvider {
  /** Reads the source. Throws when it cannot be read. */
  load(): void;
  /** The value, null when the source says null, undefined when it does not have the key. */
  get(key: string): string | null | undefined;
  /** Sets a value in memory; the source itself stays as it is. */
  set(key: string, value: string | null): void;
  /** Every key, as it was first written. */
  keys(): Iterable<string>;
  /** Calls back when the source has changed and was read again. */
  onChange?(callback: () => void): Disposable;
  /** Called when the configuration is disposed. */
  dispose?(): void;
}

/** Makes a provider for a builder. */
export interface ConfigurationSource {
  /** Called once for each configuration that is built. */
  build(): ConfigurationProvider;
}

interface Entry {
  readonly key: string;
  readonly value: string | null;
}

/** Keys whose case does not matter, and their values. */
export class SettingsMap {
  readonly #entries = new Map<string, Entry>();

  get(key: string): string | null | undefined {
    return this.#entries.get(key.toLowerCase())?.value;
  }

  has(key: string): boolean {
    return this.#entries.has(key.toLowerCase());
  }

  /** Keeps the spelling of the key that came first. */
  set(key: string, value: string | null): void {
    const folded = key.toLowerCase();
    this.#entries.set(folded, { key: this.#entries.get(folded)?.key ?? key, value });
  }

  *keys(): Iterable<string> {
    for (const { key } of this.#entries.values()) yield key;
  }
}

/** A provider that holds all its keys; `load` replaces them by what the function reads. */
export class SettingsProvider implements ConfigurationProvider {
  readonly #read: () => SettingsMap;
  readonly #callbacks = new Set<() => void>();
  #data = new SettingsMap();

  constructor(read: () => SettingsMap) {
    this.#read = read;
  }

  load(): void {
    this.#data = this.#read();
  }

  /** Reads again and tells everybody. What was read before stays when that throws. */
  reload(): void {
    this.load();
    for (const callback of this.#callbacks) callback();
  }

  get(key: string): string | null | undefined {
    return this.#data.get(key);
  }

  set(key: string, value: string | null): void {
    this.#data.set(key, value);
  }

  keys(): Iterable<string> {
    return this.#data.keys();
  }

  onChange(callback: () => void): Disposable {
    const registration = (): void => callback();
    this.#callbacks.add(registration);
    return toDisposable(() => this.#callbacks.delete(registration));
  }
}
