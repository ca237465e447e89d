import type { Disposable } from '../primitives/disposable.ts';
import { bindObject } from './binding/bindObject.ts';
import { convertValue } from './binding/convertValue.ts';
import { toPlainObject } from './binding/toPlainObject.ts';
import type { Configuration, ConfigurationSection, Widened } from './configuration.ts';
import { compareKeys, joinPath, lastSegment } from './configurationPath.ts';
import type { ConfigurationStore } from './configurationStore.ts';

/** A part of a configuration, the whole when the path is empty. */
export class ConfigurationView implements ConfigurationSection {
  readonly path: string;
  readonly #store: ConfigurationStore;

  /** Made by `ConfigurationBuilder.build` and `getSection`. */
  constructor(store: ConfigurationStore, path: string) {
    this.#store = store;
    this.path = path;
  }

  get key(): string {
    return lastSegment(this.path);
  }

  get value(): string | undefined {
    return this.#store.read(this.path);
  }

  get(key: string): string | undefined {
    return this.#store.read(joinPath(this.path, key));
  }

  getValue<T extends number | boolean | string>(key: string, fallback: T): Widened<T> {
    const value = this.get(key);
    if (value === undefined || (value === '' && typeof fallback !== 'string')) {
      return fallback as unknown as Widened<T>;
    }
    return convertValue(value, fallback, joinPath(this.path, key)) as Widened<T>;
  }

  set(key: string, value: string | undefined): void {
    this.#store.write(joinPath(this.path, key), value);
  }

  getSection(key: string): ConfigurationSection {
    return new ConfigurationView(this.#store, joinPath(this.path, key));
  }

  getChildren(): ConfigurationSection[] {
    return this.#childKeys().map((key) => this.getSection(key));
  }

  hasChildren(): boolean {
    return this.#childKeys().length > 0;
  }

  entries(): [key: string, value: string | undefined][] {
    const found: [string, string | undefined][] = [];
    const visit = (part: Configuration, prefix: string): void => {
      for (const child of part.getChildren()) {
        const key = joinPath(prefix, child.key);
        found.push([key, child.value]);
        visit(child, key);
      }
    };
    visit(this, '');
    return found;
  }

  bind<T extends object>(target: T): T {
    return bindObject(this, target);
  }

  toObject(): unknown {
    return toPlainObject(this);
  }

  onChange(callback: () => void): Disposable {
    return this.#store.onChange(callback);
  }

  #childKeys(): string[] {
    const prefix = this.path === '' ? '' : `${this.path.toLowerCase()}:`;
    const keys = new Map<string, string>();
    for (const key of this.#store.keys()) {
      const folded = key.toLowerCase();
      if (folded.length <= prefix.length || !folded.startsWith(prefix)) continue;
      const end = key.indexOf(':', prefix.length);
      const segment = key.slice(prefix.length, end < 0 ? undefined : end);
      if (segment !== '' && !keys.has(segment.toLowerCase())) {
        keys.set(segment.toLowerCase(), segment);
      }
    }
    return [...keys.values()].sort(compareKeys);
  }
}
