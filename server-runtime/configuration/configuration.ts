import type { Disposable } from '../primitives/disposable.ts';

/**
 * Settings by key. Parts of a key are joined by `:`; case does not matter. Of several sources the last one added that
 * has the key wins.
 */
export interface Configuration {
  /** The value, or undefined when no source has the key, or the winning one says null. */
  get(key: string): string | undefined;
  /** The value as a number or boolean, as the fallback is; the fallback when there is none. Throws when it does not fit. */
  getValue<T extends number | boolean | string>(key: string, fallback: T): Widened<T>;
  /** Sets a value in every source, for as long as the process runs. Throws when there is no source. */
  set(key: string, value: string | undefined): void;
  /** The part under a key. Never undefined: a section that nobody wrote is empty. */
  getSection(key: string): ConfigurationSection;
  /** The sections directly below, numbers by value before text. */
  getChildren(): ConfigurationSection[];
  /** True when there is anything below. */
  hasChildren(): boolean;
  /** Each key and value below, parents first; keys are relative to this part. */
  entries(): [key: string, value: string | undefined][];
  /**
   * Sets the properties of an object from the keys of the same name, whatever their case, converted to the type that
   * each property has now; returns the object. Throws a ConfigurationError when a value does not fit.
   */
  bind<T extends object>(target: T): T;
  /** All below as plain objects, arrays (where the keys count from 0) and strings. */
  toObject(): unknown;
  /** Calls back after each reload. Setting a value is not a reload. */
  onChange(callback: () => void): Disposable;
}

/** `5` is a number to the caller, not the number 5. */
export type Widened<T> = T extends number ? number : T extends boolean ? boolean : string;

/** One part of a configuration: it has a value, or parts of its own, or both. */
export interface ConfigurationSection extends Configuration {
  /** Last part of {@link path}. */
  readonly key: string;
  /** Key from the root. */
  readonly path: string;
  /** The value of the section itself; undefined when it only has parts. */
  readonly value: string | undefined;
}
