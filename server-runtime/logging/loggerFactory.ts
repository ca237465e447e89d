import { toDisposable, type Disposable } from '../primitives/disposable.ts';
import { CategoryLogger, type LogTarget } from './categoryLogger.ts';
import { ConsoleLoggerProvider } from './console/consoleLoggerProvider.ts';
import { readConsoleOptions, type ConsoleLoggerOptions } from './console/consoleLoggerOptions.ts';
import type { LoggerProvider } from './logEntry.ts';
import { selectLevel, type LogFilter } from './logFilters.ts';
import type { Logger } from './logger.ts';
import { readLevels, readLogFilters, type LoggingConfiguration } from './loggingConfiguration.ts';
import { LogLevel } from './logLevel.ts';

/** Filters that one call brought, re-read when their configuration reloads. */
interface FilterGroup {
  filters: readonly LogFilter[];
}

/** Makes loggers and decides where their entries go. Everything can change while loggers are in use. */
export class LoggerFactory implements Disposable {
  readonly #loggers = new Map<string, CategoryLogger>();
  readonly #filterGroups: FilterGroup[] = [];
  #providers: LoggerProvider[] = [];
  #subscriptions: Disposable[] = [];
  #minimumLevel: LogLevel = LogLevel.information;
  #isDisposed = false;

  /** The logger of a category, by convention the dotted name of the part that writes. The same one each time. */
  createLogger(category: string): Logger {
    let logger = this.#loggers.get(category);
    if (logger === undefined) {
      logger = new CategoryLogger(category);
      logger.retarget(this.#targets(category));
      this.#loggers.set(category, logger);
    }
    return logger;
  }

  /** Adds somewhere for entries to go. The factory disposes it. */
  addProvider(provider: LoggerProvider): this {
    this.#providers.push(provider);
    this.#retarget();
    return this;
  }

  /** Takes out and disposes every provider. */
  clearProviders(): this {
    const providers = this.#providers;
    this.#providers = [];
    this.#retarget();
    for (const provider of providers) provider.dispose?.();
    return this;
  }

  /**
   * Writes entries to the console. With a `Logging` configuration section (as the document does) its levels, scopes and
   * `Console` settings apply, and again after each reload; with a level, entries from that level on; with options, those.
   * Adding it again changes the settings of the one that is there.
   */
  addConsole(settings?: LoggingConfiguration | LogLevel | ConsoleLoggerOptions): this {
    let provider = this.#providers.find((added) => added instanceof ConsoleLoggerProvider);
    if (provider === undefined) {
      provider = new ConsoleLoggerProvider();
      this.#providers.push(provider);
    }
    if (typeof settings === 'number') {
      return this.addFilter({ level: settings, provider: provider.name });
    }
    if (settings !== undefined && isConfiguration(settings)) {
      const console = provider;
      this.#follow(settings, () => {
        console.configure(readConsoleOptions(settings));
        return [
          ...readLevels(settings.getSection('LogLevel'), console.name),
          ...readLevels(settings.getSection('Console').getSection('LogLevel'), console.name),
        ];
      });
    } else if (settings !== undefined) {
      provider.configure(settings);
    }
    this.#retarget();
    return this;
  }

  /** Takes levels from a `Logging` section, and again after each reload. */
  addConfiguration(section: LoggingConfiguration): this {
    this.#follow(section, () => readLogFilters(section));
    this.#retarget();
    return this;
  }

  /** Adds a filter; see {@link LogFilter} for which one wins. */
  addFilter(filter: LogFilter): this {
    this.#filterGroups.push({ filters: [filter] });
    this.#retarget();
    return this;
  }

  /** The level from which entries pass where no filter says otherwise: Information unless set. */
  setMinimumLevel(level: LogLevel): this {
    this.#minimumLevel = level;
    this.#retarget();
    return this;
  }

  /** Disposes the providers. Loggers stay usable and write nothing. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#subscriptions = [];
    this.clearProviders();
  }

  #follow(section: LoggingConfiguration, read: () => LogFilter[]): void {
    const group: FilterGroup = { filters: read() };
    this.#filterGroups.push(group);
    const subscription = section.onChange?.(() => {
      try {
        group.filters = read();
      } catch (error) {
        // A level that was mistyped while the app runs: the levels in force stay, and the log says why.
        this.createLogger('Microsoft.Extensions.Logging').error(
          'The logging configuration could not be read again.',
          undefined,
          error,
        );
        return;
      }
      this.#retarget();
    });
    this.#subscriptions.push(subscription ?? toDisposable(() => undefined));
  }

  #targets(category: string): LogTarget[] {
    const filters = this.#filterGroups.flatMap((group) => group.filters);
    return this.#providers.map((provider) => ({
      provider,
      minimum: selectLevel(filters, provider.name, category, this.#minimumLevel),
    }));
  }

  #retarget(): void {
    for (const [category, logger] of this.#loggers) logger.retarget(this.#targets(category));
  }
}

function isConfiguration(
  settings: LoggingConfiguration | ConsoleLoggerOptions,
): settings is LoggingConfiguration {
  return 'getSection' in settings && typeof settings.getSection === 'function';
}
