import type { Disposable } from '../../../primitives/disposable.ts';

/** The section `Kestrel` of a configuration, as far as it is read here; what `ConfigurationBuilder` builds is one. */
export interface KestrelConfiguration {
  get(key: string): string | undefined;
  getSection(key: string): KestrelConfiguration;
  getChildren(): readonly KestrelConfigurationSection[];
  /** Calls back after each reload. */
  onChange(callback: () => void): Disposable;
}

/** A part of a {@link KestrelConfiguration}. */
export interface KestrelConfigurationSection extends KestrelConfiguration {
  /** Its name. */
  readonly key: string;
}
