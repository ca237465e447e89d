import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { toDisposable, type Disposable } from '../../primitives/disposable.ts';
import { ConfigurationError } from '../configurationError.ts';
import { SettingsMap, SettingsProvider } from '../configurationProvider.ts';
import { readJson } from './readJson.ts';
import { watchFile } from './watchFile.ts';

/** How a JSON file is used. */
export interface JsonFileOptions {
  /** True: the file may be missing. */
  optional?: boolean;
  /** True: the file is read again when it changes. */
  reloadOnChange?: boolean;
  /** Milliseconds without a further change before the file is read again: 250 unless set, as in .NET. */
  reloadDelay?: number;
  /** Told why the changed file could not be read; the settings in force stay. A process warning unless set. */
  onReloadError?: (error: unknown) => void;
}

/** The settings of a JSON file. */
export class JsonFileProvider extends SettingsProvider implements Disposable {
  readonly #watch: () => Disposable;
  #watcher: Disposable | undefined;

  /** A relative path starts at the base folder. */
  constructor(path: string, basePath: string, options: JsonFileOptions = {}) {
    const file = resolve(basePath, path);
    super(() => readSettings(path, file, options.optional ?? false));
    const reload = (): void => {
      try {
        this.reload();
      } catch (error) {
        (options.onReloadError ?? warn)(error);
      }
    };
    this.#watch = () =>
      options.reloadOnChange
        ? watchFile(file, options.reloadDelay ?? 250, reload)
        : toDisposable(() => undefined);
  }

  override load(): void {
    super.load();
    this.#watcher ??= this.#watch();
  }

  dispose(): void {
    this.#watcher?.dispose();
  }
}

function readSettings(name: string, file: string, isOptional: boolean): SettingsMap {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw failedToLoad(file, error);
    if (isOptional) return new SettingsMap();
    throw new ConfigurationError(
      'file-not-found',
      `The configuration file '${name}' was not found and is not optional. The expected physical path was '${file}'.`,
    );
  }
  try {
    return readJson(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw failedToLoad(file, error);
  }
}

function failedToLoad(file: string, cause: unknown): ConfigurationError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ConfigurationError(
    'format',
    `Failed to load configuration from file '${file}'. ${reason}`,
    { cause },
  );
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
