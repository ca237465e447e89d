import { localizableText, type LocalizableText } from '../contracts/localizableText.ts';
import type { LaunchProfile } from './model.ts';

/** The launch commands that Server Profiles runs. */
export const runnableCommandNames = ['Project', 'IISExpress', 'IIS', 'Executable'] as const;

/** Commands of other tools, with the reason why they do not run here. */
const foreignCommands: Readonly<Record<string, LocalizableText>> = {
  Docker: localizableText('Docker profiles need the container tools of Visual Studio.'),
  SdkContainer: localizableText(
    'SDK container profiles need the container tools of Visual Studio.',
  ),
  DockerCompose: localizableText(
    'Docker Compose profiles need the container tools of Visual Studio.',
  ),
  WSL: localizableText('WSL profiles need Visual Studio on Windows.'),
  WSL2: localizableText('WSL profiles need Visual Studio on Windows.'),
  MsixPackage: localizableText('MSIX package profiles need Visual Studio on Windows.'),
  DebugRoslynComponent: localizableText('Roslyn component profiles need Visual Studio.'),
};

/** Every value of `commandName` that some tool knows. Case matters, as it does to `dotnet run` and Visual Studio. */
export const knownCommandNames: readonly string[] = [
  ...runnableCommandNames,
  ...Object.keys(foreignCommands),
];

/** Why a known command of another tool does not run here; undefined for all others. */
export function foreignCommandReason(commandName: string): LocalizableText | undefined {
  return Object.hasOwn(foreignCommands, commandName) ? foreignCommands[commandName] : undefined;
}

/** The command that a profile means: without `commandName`, a profile with an executable is an Executable, as in Visual Studio. */
export function effectiveCommandName(
  profile: Pick<LaunchProfile, 'commandName' | 'executablePath'>,
): string {
  if (profile.commandName === '' && profile.executablePath) return 'Executable';
  return profile.commandName;
}
