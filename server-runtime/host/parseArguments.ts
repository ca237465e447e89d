import { nearestNames } from '../launch/nearestName.ts';
import type { HostCommand, OptionSpec } from './hostCommand.ts';
import { UsageError } from './usageError.ts';

/** What was given on the command line of one command. */
export interface ParsedArguments {
  /** True when the switch was given. */
  has(name: string): boolean;
  /** The value of an option. */
  value(name: string): string | undefined;
  /** The values of a repeatable option, in order. */
  values(name: string): readonly string[];
  /** What stands after `--`. */
  appArguments: readonly string[];
}

/**
 * Reads the arguments of a command by its table of options. `--name value` and `--name=value` are the same; the app's
 * own arguments come after `--`.
 * @throws UsageError for everything that the table does not allow
 */
export function parseArguments(
  command: Pick<HostCommand, 'name' | 'options' | 'takesAppArguments'>,
  args: readonly string[],
): ParsedArguments {
  const given = new Map<string, string[]>();
  let appArguments: readonly string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--') {
      if (!command.takesAppArguments) {
        throw new UsageError(`'${command.name}' starts no app, so nothing may follow '--'`);
      }
      appArguments = args.slice(at + 1);
      break;
    }
    const { option, inlineValue } = findOption(command, arg);
    const values = given.get(option.name) ?? [];
    if (values.length > 0 && !option.repeatable) {
      throw new UsageError(`${option.name} is given twice; give it once`);
    }
    values.push(takeValue(option, arg, inlineValue, () => args[++at]));
    given.set(option.name, values);
  }
  return {
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
    appArguments,
  };
}

function findOption(
  command: Pick<HostCommand, 'name' | 'options' | 'takesAppArguments'>,
  arg: string,
): { option: OptionSpec; inlineValue: string | undefined } {
  const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
  const name = equals < 0 ? arg : arg.slice(0, equals);
  const option = command.options.find(
    (candidate) => candidate.name === name || candidate.aliases?.includes(name),
  );
  if (option) return { option, inlineValue: equals < 0 ? undefined : arg.slice(equals + 1) };
  const afterDashes = command.takesAppArguments ? "; arguments for the app come after '--'" : '';
  if (!arg.startsWith('-')) {
    throw new UsageError(
      `unexpected argument '${arg}' for '${command.name}'${afterDashes || `; see '${command.name} --help'`}`,
    );
  }
  const [nearest] = nearestNames(
    name,
    command.options.map((candidate) => candidate.name),
  );
  const suggestion = nearest ? `; did you mean ${nearest}?` : '';
  throw new UsageError(
    `unknown option '${name}' for '${command.name}'${suggestion || afterDashes || `; see '${command.name} --help'`}`,
  );
}

function takeValue(
  option: OptionSpec,
  arg: string,
  inlineValue: string | undefined,
  next: () => string | undefined,
): string {
  if (option.value === undefined) {
    if (inlineValue !== undefined) throw new UsageError(`${option.name} takes no value: '${arg}'`);
    return '';
  }
  const value = inlineValue ?? next();
  if (value === undefined || (inlineValue === undefined && value === '--')) {
    throw new UsageError(`${option.name} needs a value: ${option.name} ${option.value}`);
  }
  return value;
}
