import type { Disposable } from '../../../primitives/disposable.ts';

/** The section `Kestrel` of a configuration, as far as it is read here; what `ConfigurationBuilder` builds is one. */
export interface KestrelConfiguration {
  /** The value of a key below the section, or undefined. */
  get(key: string): string | undefined;
  /** The section of a key below; an empty one when there is none. */
  getSection(key: string): KestrelConfiguration;
  /** The sections directly below. */
  getChildren(): readonly KestrelConfigurationSection[];
  /** Calls back after each reload. */
  onChange(callback: () => void): Disposable;
}

/** A part of a {@link KestrelConfiguration}. */
export interface KestrelConfigurationSection extends KestrelConfiguration {
  /** Its name. */
  readonly key: string;
}
