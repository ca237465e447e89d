import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { HostSettingKeys } from '../hostSettingKeys.ts';
import type { Settings } from '../settings.ts';
import { findModule } from './startupModule.ts';

/** Code that configures a host from outside the app: a module's `HostingStartup`, listed in a setting. */
export interface IHostingStartup<TBuilder> {
  /** Called before the calls of the app's own code take effect. */
  configure(builder: TBuilder): void;
}

/** What came of the hosting startups, for the log. */
export interface HostingStartupReport {
  /** Names of those that have run. */
  readonly loaded: readonly string[];
  /** Names that were given more than once. */
  readonly duplicates: readonly string[];
  /** Why others could not run. */
  readonly errors: readonly Error[];
}

/**
 * Runs the hosting startups that the settings list, each once. Those of the runtime itself are known by name; others are
 * modules, by path from the content root or by package name. One that fails stops nothing.
 */
export function runHostingStartups<TBuilder>(
  builder: TBuilder,
  settings: Settings,
  known: ReadonlyMap<string, (builder: TBuilder) => void>,
): HostingStartupReport {
  const loaded: string[] = [];
  const duplicates: string[] = [];
  const errors: Error[] = [];
  if (settings.getBoolean(HostSettingKeys.preventHostingStartup)) {
    return { loaded, duplicates, errors };
  }
  const contentRoot = resolve(settings.get(HostSettingKeys.contentRoot) ?? '');
  const list = (key: string) => settings.getList(key);
  const seen = new Set<string>();
  const excluded = new Set(
    list(HostSettingKeys.hostingStartupExcludeAssemblies).map((name) => name.toLowerCase()),
  );
  for (const name of list(HostSettingKeys.hostingStartupAssemblies)) {
    const id = name.toLowerCase();
    if (excluded.has(id)) continue;
    if (seen.has(id)) {
      duplicates.push(name);
      continue;
    }
    seen.add(id);
    try {
      const configure = known.get(id) ?? loadHostingStartup<TBuilder>(name, contentRoot);
      configure(builder);
      loaded.push(name);
    } catch (cause) {
      const message = `Startup assembly ${name} failed to execute. See the inner exception for more details.`;
      errors.push(new Error(message, { cause }));
    }
  }
  return { loaded, duplicates, errors };
}

/** Loads a module at once, since a host is built at once: `require` of ECMAScript needs Node 20.19 or 22.12. */
function loadHostingStartup<TBuilder>(
  name: string,
  contentRoot: string,
): (builder: TBuilder) => void {
  const require = createRequire(join(contentRoot, 'package.json'));
  const isPath = /^(?:[./\\]|[A-Za-z]:|file:)/.test(name);
  const exports = require(
    isPath ? findModule(name, contentRoot) : require.resolve(name),
  ) as Partial<Record<string, new () => IHostingStartup<TBuilder>>>;
  const { HostingStartup } = exports;
  if (!HostingStartup) throw new Error(`The module '${name}' exports no HostingStartup.`);
  return (builder) => new HostingStartup().configure(builder);
}
