import type { HostCommand } from './hostCommand.ts';

/** The help of the whole command line. */
export function generalHelp(commands: readonly HostCommand[]): string {
  const rows = commands.map((command) => [command.name, command.summary] as const);
  return `Runs the launch profiles of Properties/launchSettings.json.

Usage: node host.js <command> [options]

Commands:
${table(rows)}

Options:
${table([
  ['--help', 'Show this help; after a command, its own'],
  ['--version', 'Show the version'],
])}
`;
}

/** The help of one command. */
export function commandHelp(command: HostCommand): string {
  const name = command.subject ? `${command.name} ${command.subject}` : command.name;
  const appArguments = command.takesAppArguments ? ' [-- APP-ARGS…]' : '';
  const rows = command.options.map(
    (option) =>
      [
        [option.name, ...(option.aliases ?? [])].join(', ') +
          (option.value ? ` ${option.value}` : ''),
        option.help,
      ] as const,
  );
  return `${command.summary}.

Usage: node host.js ${name} [options]${appArguments}

Options:
${table(rows)}
`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
