import { commandHelp, generalHelp } from './help.ts';
import type { HostCommand } from './hostCommand.ts';
import { LaunchFailure } from './launchFailure.ts';
import { nearestNames } from '../launch/nearestName.ts';
import { parseArguments } from './parseArguments.ts';
import { UsageError } from './usageError.ts';

/** Each command is loaded when it is asked for: the start of an app must not pay for the others. */
const commands: Record<string, () => Promise<HostCommand>> = {
  run: async () => (await import('./commands/run.ts')).runCommand,
  list: async () => (await import('./commands/list.ts')).listCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  'dev-certs': async () => (await import('./commands/devCerts.ts')).devCertsCommand,
};

/** Internal: what the front end of the proxied server starts. */
const hiddenCommands: Record<string, () => Promise<HostCommand>> = {
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
};

/** Runs the command line and resolves with the exit code: the command's own, 2 for a usage error, 1 for a failure. */
export async function runHost(args: readonly string[]): Promise<number> {
  // A reader of our output that went away (`| head`) must not end the app.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    return await dispatch(args);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`error: ${error.message}\n`);
      return 2;
    }
    if (error instanceof LaunchFailure) {
      const { formatFailure } = await import('./formatFailure.ts');
      process.stderr.write(formatFailure(error.toParams()));
      return error.exitCode;
    }
    process.stderr.write(
      `error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 1;
  }
}

async function dispatch([name, ...rest]: readonly string[]): Promise<number> {
  if (name === '--version') {
    const { productVersion } = await import('./version.ts');
    process.stdout.write(`${productVersion()}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const all = await Promise.all(Object.values(commands).map((load) => load()));
    process.stdout.write(generalHelp(all));
    return 0;
  }
  const command = await findCommand(name);
  const ownArguments = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (ownArguments.includes('--help') || ownArguments.includes('-h')) {
    process.stdout.write(commandHelp(command));
    return 0;
  }
  return command.run(parseArguments(command, takeSubject(command, rest)));
}

async function findCommand(name: string | undefined): Promise<HostCommand> {
  const names = Object.keys(commands).join(', ');
  if (name === undefined) throw new UsageError(`no command given; use one of ${names}, or --help`);
  const load = Object.hasOwn(commands, name) ? commands[name] : hiddenCommands[name];
  if (load) return load();
  const [nearest] = nearestNames(name, Object.keys(commands));
  const suggestion = nearest ? `did you mean '${nearest}'?` : `use one of ${names}, or --help`;
  throw new UsageError(`unknown command '${name}'; ${suggestion}`);
}

/** The arguments after the word that a command wants first. */
function takeSubject({ name, subject }: HostCommand, rest: readonly string[]): readonly string[] {
  if (subject === undefined) return rest;
  if (rest[0] !== subject)
    throw new UsageError(`'${name}' needs to know what for; use '${name} ${subject}'`);
  return rest.slice(1);
}
