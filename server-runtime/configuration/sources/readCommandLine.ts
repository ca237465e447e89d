import { ConfigurationError } from '../configurationError.ts';
import { SettingsMap } from '../configurationProvider.ts';

/**
 * The settings of a command line: `key=value`, `--key=value`, `/key=value`, `--key value`, `/key value`, and
 * `-k=value`, `-k value` by way of the switch mappings. What follows `--key` is its value even when it starts with
 * `--`; a bare word, an unknown `-k` and a key without a value are ignored. The last of equal keys wins. Throws a
 * ConfigurationError for an unknown `-k=value` and for bad mappings.
 */
export function readCommandLine(
  args: readonly string[],
  switchMappings: Readonly<Record<string, string>> = {},
): SettingsMap {
  const mappings = readMappings(switchMappings);
  const settings = new SettingsMap();
  for (let i = 0; i < args.length; i++) {
    const original = args[i] as string;
    // `/key` is `--key` from here on, for the mappings too.
    const argument = original.startsWith('/') ? `--${original.slice(1)}` : original;
    const dashes = argument.startsWith('--') ? 2 : argument.startsWith('-') ? 1 : 0;
    const separator = argument.indexOf('=');

    if (separator < 0) {
      if (dashes === 0) continue;
      const mapped = mappings.get(argument.toLowerCase());
      if (mapped === undefined && dashes === 1) continue;
      const value = args[++i];
      if (value !== undefined) settings.set(mapped ?? argument.slice(2), value);
      continue;
    }

    const name = argument.slice(0, separator);
    const mapped = mappings.get(name.toLowerCase());
    if (mapped === undefined && dashes === 1) {
      throw new ConfigurationError(
        'format',
        `The short switch '${original}' is not defined in the switch mappings.`,
      );
    }
    settings.set(mapped ?? name.slice(dashes), argument.slice(separator + 1));
  }
  return settings;
}

function readMappings(mappings: Readonly<Record<string, string>>): Map<string, string> {
  const read = new Map<string, string>();
  for (const [name, key] of Object.entries(mappings)) {
    if (!name.startsWith('-')) {
      throw new ConfigurationError(
        'argument',
        `The switch mappings contain an invalid switch '${name}'.`,
      );
    }
    if (read.has(name.toLowerCase())) {
      throw new ConfigurationError(
        'argument',
        `Keys in switch mappings are case-insensitive. A duplicated key '${name}' was found.`,
      );
    }
    read.set(name.toLowerCase(), key);
  }
  return read;
}
