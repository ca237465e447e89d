import { HostSettingKeys } from './hostSettingKeys.ts';
import { Settings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

// Later ones win.
const prefixes = ['DOTNET_', 'ASPNETCORE_'];

// Earlier ones win.
const legacy = [
  {
    variable: 'Hosting:Environment',
    key: HostSettingKeys.environment,
    now: 'ASPNETCORE_ENVIRONMENT',
  },
  { variable: 'ASPNET_ENV', key: HostSettingKeys.environment, now: 'ASPNETCORE_ENVIRONMENT' },
  { variable: 'ASPNETCORE_SERVER.URLS', key: HostSettingKeys.urls, now: 'ASPNETCORE_URLS' },
];

/** The lowest layer of a host's settings: the environment variables with the prefixes, without them, `__` as `:`. */
export function readEnvironmentSettings(env: Environment): Settings {
  const settings = new Settings();
  for (const prefix of prefixes) {
    for (const [name, value] of Object.entries(env)) {
      if (value === undefined || !name.toUpperCase().startsWith(prefix)) continue;
      settings.set(name.slice(prefix.length).replaceAll('__', ':'), value);
    }
  }
  for (const { variable, key } of legacy) {
    const value = env[variable];
    if (value && !settings.get(key)) settings.set(key, value);
  }
  return settings;
}

/** One sentence for each obsolete variable that is set. */
export function legacyVariableWarnings(env: Environment): string[] {
  return legacy
    .filter(({ variable }) => env[variable] !== undefined)
    .map(
      ({ variable, now }) =>
        `The environment variable '${variable}' is obsolete and has been replaced with '${now}'`,
    );
}
