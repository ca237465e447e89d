import { launchText, type LaunchText } from './launchText.ts';
import type { LaunchProfile } from './model.ts';

/** The launch commands that Server Profiles runs. */
export const runnableCommandNames = ['Project', 'IISExpress', 'IIS', 'Executable'] as const;

/** Commands of other tools, with the reason why they do not run here. */
const foreignCommands: Readonly<Record<string, LaunchText>> = {
  Docker: launchText('Docker profiles need the container tools of Visual Studio.'),
  SdkContainer: launchText('SDK container profiles need the container tools of Visual Studio.'),
  DockerCompose: launchText('Docker Compose profiles need the container tools of Visual Studio.'),
  WSL: launchText('WSL profiles need Visual Studio on Windows.'),
  WSL2: launchText('WSL profiles need Visual Studio on Windows.'),
  MsixPackage: launchText('MSIX package profiles need Visual Studio on Windows.'),
  DebugRoslynComponent: launchText('Roslyn component profiles need Visual Studio.'),
};

/** Every value of `commandName` that some tool knows. Case matters, as it does to `dotnet run` and Visual Studio. */
export const knownCommandNames: readonly string[] = [
  ...runnableCommandNames,
  ...Object.keys(foreignCommands),
];

/** Why a known command of another tool does not run here; undefined for all others. */
export function foreignCommandReason(commandName: string): LaunchText | undefined {
  return Object.hasOwn(foreignCommands, commandName) ? foreignCommands[commandName] : undefined;
}

/** The command that a profile means: without `commandName`, a profile with an executable is an Executable, as in Visual Studio. */
export function effectiveCommandName(
  profile: Pick<LaunchProfile, 'commandName' | 'executablePath'>,
): string {
  if (profile.commandName === '' && profile.executablePath) return 'Executable';
  return profile.commandName;
}
