import { SettingsMap } from '../configurationProvider.ts';

/** Connection strings as Azure App Service hands them out, and the provider that each kind stands for. */
const connectionStrings: readonly (readonly [prefix: string, providerName: string | undefined])[] =
  [
    ['MYSQLCONNSTR_', 'MySql.Data.MySqlClient'],
    ['SQLAZURECONNSTR_', 'System.Data.SqlClient'],
    ['SQLCONNSTR_', 'System.Data.SqlClient'],
    ['POSTGRESQLCONNSTR_', 'Npgsql'],
    ['CUSTOMCONNSTR_', undefined],
  ];

/**
 * The settings of the environment: `__` in a name is `:`. With a prefix, only names that start with it, whatever the
 * case, and without it; the prefix is compared after `__` was replaced, so it may be given either way.
 */
export function readEnvironmentVariables(
  environment: Readonly<Record<string, string | undefined>>,
  prefix = '',
): SettingsMap {
  const settings = new SettingsMap();
  const wanted = normalize(prefix).toLowerCase();
  const add = (name: string, value: string): void => {
    const key = normalize(name);
    if (key.toLowerCase().startsWith(wanted)) settings.set(key.slice(wanted.length), value);
  };
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    const kind = connectionStrings.find(([start]) => name.toUpperCase().startsWith(start));
    if (kind === undefined) {
      add(name, value);
      continue;
    }
    const [start, providerName] = kind;
    const key = `ConnectionStrings:${name.slice(start.length)}`;
    add(key, value);
    if (providerName !== undefined) add(`${key}_ProviderName`, providerName);
  }
  return settings;
}

function normalize(name: string): string {
  return name.replaceAll('__', ':');
}
