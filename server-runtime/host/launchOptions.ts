import type { OptionSpec } from './hostCommand.ts';

/** The option that every command has. */
export const projectOption: OptionSpec = {
  name: '--project',
  value: 'DIR',
  help: 'The project folder; default: the current one',
};

/** What `run` and `plan` have in common. */
export const launchOptions: readonly OptionSpec[] = [
  projectOption,
  {
    name: '--launch-profile',
    aliases: ['-lp'],
    value: 'NAME',
    help: 'The profile to launch; default: the first that can run',
  },
  { name: '--no-launch-profile', help: 'Apply no profile; the settings file is not used' },
  {
    name: '--environment',
    aliases: ['-e'],
    value: 'NAME=VALUE',
    repeatable: true,
    help: 'Set an environment variable for the app; wins over the profile',
  },
  {
    name: '--any-port',
    help: "Listen on ports that the system chooses, instead of the profile's",
  },
];
