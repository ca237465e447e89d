import type { ParsedArguments } from './parseArguments.ts';

/** An option of a command. */
export interface OptionSpec {
  /** As typed: `--project`. */
  name: string;
  /** Other spellings, as `-lp`. */
  aliases?: readonly string[];
  /** What its value is called in the help; an option without one is a switch. */
  value?: string;
  /** It may be given several times. */
  repeatable?: boolean;
  /** One line for the help. */
  help: string;
}

/** A command of the host's command line. */
export interface HostCommand {
  name: string;
  /** One line for the help. */
  summary: string;
  options: readonly OptionSpec[];
  /** A word that must follow the name, as `https` in `dev-certs https`. */
  subject?: string;
  /** Everything after `--` is the app's. */
  takesAppArguments?: boolean;
  /** Resolves with the exit code. */
  run(args: ParsedArguments): Promise<number>;
}
