import { effectiveCommandName, runnableCommandNames } from './commandNames.ts';
import { localizableText, type TextValue } from '../contracts/localizableText.ts';
import type { LaunchProfile } from './model.ts';

/** The tools whose reading of a launchSettings file differs. */
export type DialectId =
  | 'server-profiles'
  | 'visual-studio'
  | 'dotnet-8'
  | 'dotnet-10'
  | 'dotnet-11';

/** How one tool reads and applies a profile. */
export interface Dialect {
  readonly id: DialectId;
  /** For people. */
  readonly title: TextValue;
  /** The commands among which the tool picks its default; null: the first profile, whatever it is. */
  readonly defaultCommands: readonly string[] | null;
  /** True when a profile without `commandName` but with an executable counts as an Executable. */
  readonly allowsMissingCommandName: boolean;
  /** Properties in whose values `%NAME%` is expanded. */
  readonly expandsVariablesIn: ReadonlySet<string>;
  /** Properties in whose values `$(Name)` is expanded. */
  readonly expandsPropertiesIn: ReadonlySet<string>;
  /** True when a Project profile's `workingDirectory` counts. */
  readonly usesProjectWorkingDirectory: boolean;
  /** What an Executable's relative `workingDirectory` is relative to. */
  readonly workingDirectoryBase: 'project' | 'settings';
  /** What happens to `commandLineArgs` when the project has run arguments of its own. */
  readonly profileArguments: 'dropped' | 'appended';
  /** True when a comment or trailing comma within a profile makes the tool reject that profile. */
  readonly rejectsCommentsInProfile: boolean;
}

const everywhere = new Set([
  'commandLineArgs',
  'executablePath',
  'workingDirectory',
  'applicationUrl',
  'launchUrl',
  'environmentVariables',
]);

const exceptLaunchUrl = new Set([...everywhere].filter((name) => name !== 'launchUrl'));

/** SDK 8, 9 and 10.0.1xx. */
const dotnet8: Dialect = {
  id: 'dotnet-8',
  title: localizableText('`dotnet run` of SDK 8, 9 and 10.0.1xx'),
  defaultCommands: ['Project'],
  allowsMissingCommandName: false,
  expandsVariablesIn: new Set(['environmentVariables']),
  expandsPropertiesIn: new Set(),
  usesProjectWorkingDirectory: false,
  workingDirectoryBase: 'settings',
  profileArguments: 'dropped',
  rejectsCommentsInProfile: false,
};

/** Later .NET 10 SDKs; each statement was tried with 10.0.401 (test/fixtures/dotnetRun). */
const dotnet10: Dialect = {
  ...dotnet8,
  id: 'dotnet-10',
  title: localizableText('`dotnet run` of later .NET 10 SDKs'),
  defaultCommands: ['Project', 'Executable'],
  expandsVariablesIn: new Set([
    'commandLineArgs',
    'executablePath',
    'workingDirectory',
    'environmentVariables',
  ]),
  rejectsCommentsInProfile: true,
};

const dotnet11: Dialect = {
  ...dotnet10,
  id: 'dotnet-11',
  title: localizableText('`dotnet run` of SDK 11'),
  expandsVariablesIn: everywhere,
  expandsPropertiesIn: exceptLaunchUrl,
  rejectsCommentsInProfile: false,
};

const visualStudio: Dialect = {
  id: 'visual-studio',
  title: 'Visual Studio',
  defaultCommands: null,
  allowsMissingCommandName: true,
  expandsVariablesIn: everywhere,
  expandsPropertiesIn: everywhere,
  usesProjectWorkingDirectory: true,
  workingDirectoryBase: 'project',
  profileArguments: 'appended',
  rejectsCommentsInProfile: false,
};

/** Ours: the newest `dotnet run` for environment and arguments, Visual Studio for folders and expansion. */
const serverProfiles: Dialect = {
  ...dotnet11,
  id: 'server-profiles',
  title: 'Server Profiles',
  defaultCommands: runnableCommandNames,
  allowsMissingCommandName: true,
  expandsPropertiesIn: everywhere,
  usesProjectWorkingDirectory: true,
  workingDirectoryBase: 'project',
};

/** Every dialect by its id. */
export const dialects: Readonly<Record<DialectId, Dialect>> = {
  'server-profiles': serverProfiles,
  'visual-studio': visualStudio,
  'dotnet-8': dotnet8,
  'dotnet-10': dotnet10,
  'dotnet-11': dotnet11,
};

/** The profile that a tool picks when none is named, as far as the file decides it. */
export function defaultProfileIn(
  dialect: Dialect,
  profiles: readonly LaunchProfile[],
): LaunchProfile | undefined {
  const commands = dialect.defaultCommands;
  if (commands === null) return profiles[0];
  const commandOf = (profile: LaunchProfile) =>
    dialect.allowsMissingCommandName ? effectiveCommandName(profile) : profile.commandName;
  return profiles.find((profile) => commands.includes(commandOf(profile)));
}
