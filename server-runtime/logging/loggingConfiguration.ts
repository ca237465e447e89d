import type { Disposable } from '../primitives/disposable.ts';
import type { LogFilter } from './logFilters.ts';
import { parseLogLevel } from './logLevel.ts';

/** What logging reads of a configuration section; a `ConfigurationSection` is one. */
export interface LoggingConfiguration {
  /** Last part of the section's path. */
  readonly key?: string;
  /** The value of a key below the section, or undefined. */
  get(key: string): string | undefined;
  /** The section of a key below; an empty one when there is none. */
  getSection(key: string): LoggingConfiguration;
  /** The sections directly below. */
  getChildren(): readonly LoggingConfiguration[];
  /** Calls back after each reload, when the configuration can reload. */
  onChange?(callback: () => void): Disposable;
}

/**
 * The filters of a `Logging` section: `LogLevel:{category}` for all providers and `{provider}:LogLevel:{category}` for
 * one. `Default` stands for every category. Throws a TypeError for a level that does not exist.
 */
export function readLogFilters(section: LoggingConfiguration): LogFilter[] {
  const filters = readLevels(section.getSection('LogLevel'), undefined);
  for (const child of section.getChildren()) {
    const provider = child.key;
    if (provider === undefined || provider.toLowerCase() === 'loglevel') continue;
    filters.push(...readLevels(child.getSection('LogLevel'), provider));
  }
  return filters;
}

/** The filters of one `LogLevel` section. */
export function readLevels(
  section: LoggingConfiguration,
  provider: string | undefined,
): LogFilter[] {
  const filters: LogFilter[] = [];
  for (const child of section.getChildren()) {
    const category = child.key ?? '';
    const level = section.get(category);
    if (level === undefined || level === '') continue;
    filters.push({
      category: category.toLowerCase() === 'default' ? undefined : category,
      level: parseLogLevel(level),
      provider,
    });
  }
  return filters;
}

/** A setting that is on or off: `true` or `false` whatever its case, `1` or `0`. Throws a TypeError for anything else. */
export function readFlag(section: LoggingConfiguration, key: string): boolean | undefined {
  const text = section.get(key);
  const value = text?.trim().toLowerCase();
  if (value === undefined || value === '') return undefined;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw new TypeError(
    `Configuration value '${text}' of ${key} is not a boolean. Use True or False.`,
  );
}
