import type { Configuration } from './configuration.ts';
import {
  SettingsMap,
  SettingsProvider,
  type ConfigurationProvider,
  type ConfigurationSource,
} from './configurationProvider.ts';
import { ConfigurationRoot } from './configurationRoot.ts';
import { ChainedProvider } from './sources/chainedProvider.ts';
import { JsonFileProvider, type JsonFileOptions } from './sources/jsonFileProvider.ts';
import { readCommandLine } from './sources/readCommandLine.ts';
import { readEnvironmentVariables } from './sources/readEnvironmentVariables.ts';

/** Puts a configuration together from sources. A source that is added later wins over those before it. */
export class ConfigurationBuilder {
  readonly #sources: ConfigurationSource[] = [];
  #basePath = process.cwd();

  /** The folder that relative file paths start at; the current one unless set. */
  setBasePath(path: string): this {
    this.#basePath = path;
    return this;
  }

  /** Adds a source of your own. */
  add(source: ConfigurationSource): this {
    this.#sources.push(source);
    return this;
  }

  /**
   * Adds a command line. The mappings name keys for short switches: `{ '-p': 'port' }`. Bad mappings throw here, a bad
   * argument in {@link build}.
   */
  addCommandLine(args: readonly string[], switchMappings?: Readonly<Record<string, string>>): this {
    readCommandLine([], switchMappings);
    return this.#addSettings(() => readCommandLine(args, switchMappings));
  }

  /** Adds the environment, or the variables that start with a prefix, without it. `__` in a name is `:`. */
  addEnvironmentVariables(
    prefix?: string,
    environment: Readonly<Record<string, string | undefined>> = process.env,
  ): this {
    return this.#addSettings(() => readEnvironmentVariables(environment, prefix));
  }

  /** Adds a JSON file: comments and trailing commas are fine. It is read by {@link build}. */
  addJsonFile(path: string, options?: JsonFileOptions): this {
    if (path === '') throw new TypeError('File path must be a non-empty string.');
    const basePath = this.#basePath;
    return this.add({ build: () => new JsonFileProvider(path, basePath, options) });
  }

  /** Adds settings by key, as `{ 'Logging:LogLevel:Default': 'Debug' }`. Throws a TypeError for values that are no text. */
  addInMemoryCollection(settings: Readonly<Record<string, string | null | undefined>> = {}): this {
    for (const [key, value] of Object.entries(settings)) {
      if (typeof (value ?? '') !== 'string') {
        throw new TypeError(`The value of the setting '${key}' must be text.`);
      }
    }
    return this.#addSettings(() => {
      const map = new SettingsMap();
      for (const [key, value] of Object.entries(settings)) map.set(key, value ?? null);
      return map;
    });
  }

  /** Adds another configuration, or a section of one with keys relative to it, as it is and as it becomes. */
  addConfiguration(configuration: Configuration): this {
    return this.add({ build: () => new ChainedProvider(configuration) });
  }

  /** Reads every source. Throws a ConfigurationError when one cannot be read. */
  build(): ConfigurationRoot {
    return new ConfigurationRoot(
      this.#sources.map((source): ConfigurationProvider => source.build()),
    );
  }

  #addSettings(read: () => SettingsMap): this {
    return this.add({ build: () => new SettingsProvider(read) });
  }
}
