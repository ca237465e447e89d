import { HostSettingKeys } from './hostSettingKeys.ts';
import { Settings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

// Later ones win.
const prefixes = ['DOTNET_', 'ASPNETCORE_'];

const legacy = [
  { variable: 'ASPNETCORE_SERVER.URLS', key: HostSettingKeys.urls, now: 'ASPNETCORE_URLS' },
  { variable: 'ASPNET_ENV', key: HostSettingKeys.environment, now: 'ASPNETCORE_ENVIRONMENT' },
  {
    variable: 'Hosting:Environment',
    key: HostSettingKeys.environment,
    now: 'ASPNETCORE_ENVIRONMENT',
  },
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
  const isGiven = (key: string) => Boolean(settings.get(key));
  const missing = new Set(legacy.map(({ key }) => key).filter((key) => !isGiven(key)));
  for (const { variable, key } of legacy) {
    const value = env[variable];
    if (value && missing.has(key)) settings.set(key, value);
  }
  return settings;
}

/** One sentence for each obsolete variable that is set. */
export function legacyVariableWarnings(env: Environment): string[] {
  return legacy
    .filter(({ variable }) => env[variable])
    .map(
      ({ variable, now }) =>
        `The environment variable '${variable}' is obsolete and has been replaced with '${now}'`,
    );
}
