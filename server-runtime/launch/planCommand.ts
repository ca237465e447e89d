import { splitCommandLine } from './commandLine.ts';
import { effectiveCommandName } from './commandNames.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { propertyPlace } from './diagnosticPlace.ts';
import { localizableText } from '../contracts/localizableText.ts';
import type { LaunchProfile } from './model.ts';
import { hasSeparator, isWindowsPath, resolvePath } from './paths.ts';
import type { PlanParts } from './planParts.ts';

/** Program and arguments of a launch. */
export interface PlannedCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The program that a launch runs. Arguments of the command line replace the profile's, as for `dotnet run`. Values are
 * expanded before they are split.
 */
export function planCommand(parts: PlanParts, cwd: string): PlannedCommand {
  const { profile, input } = parts;
  if (profile && effectiveCommandName(profile) === 'Executable') {
    return { command: executablePath(parts, profile, cwd), args: appArguments(parts) };
  }
  switch (input.project.kind) {
    case 'host':
      parts.origins['command'] = 'default';
      return { command: 'node', args: appArguments(parts) };
    case 'dotnet':
      return dotnetCommand(parts);
    case 'executable':
      if (!parts.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) {
        const text = localizableText(
          'There is nothing to run: no startup.*, program.*, wwwroot or .NET project file, and no Executable profile.',
        );
        parts.diagnostics.push(createDiagnostic('nothing-to-run', text));
      }
      return { command: '', args: [] };
  }
}

function appArguments(parts: PlanParts): string[] {
  const { profile, input } = parts;
  if (input.appArgs.length > 0) {
    parts.origins['args'] = 'command line';
    return [...input.appArgs];
  }
  if (!profile?.commandLineArgs) return [];
  parts.origins['args'] = 'profile';
  return splitCommandLine(parts.expandIn(['commandLineArgs'], profile.commandLineArgs));
}

/** A path with a separator is relative to the working directory, as in Visual Studio; a bare name is looked up on PATH. */
function executablePath(parts: PlanParts, profile: LaunchProfile, cwd: string): string {
  const { input } = parts;
  parts.origins['command'] = 'profile';
  const path = parts.expandIn(['executablePath'], profile.executablePath ?? '').trim();
  if (input.platform !== 'win32' && isWindowsPath(path)) {
    const place = propertyPlace(profile, 'executablePath', parts.settings);
    const text = localizableText("'{0}' is a Windows path.", path);
    parts.diagnostics.push(createDiagnostic('windows-path', text, place));
    return path;
  }
  return hasSeparator(path) ? resolvePath(cwd, path, input.platform) : path;
}

/** What `dotnet run` runs after its build: what MSBuild says, else the built program, else `dotnet run` itself. */
function dotnetCommand(parts: PlanParts): PlannedCommand {
  const { input, profile, diagnostics } = parts;
  const { entry, projectFile, directory } = input.project;
  const runCommand = input.properties?.['RunCommand'];
  if (runCommand) {
    parts.origins['command'] = 'project';
    const runArguments = splitCommandLine(input.properties?.['RunArguments'] ?? '');
    if (runArguments.length === 0) return { command: runCommand, args: appArguments(parts) };
    if (input.appArgs.length === 0 && parts.dialect.profileArguments === 'appended') {
      return { command: runCommand, args: [...runArguments, ...appArguments(parts)] };
    }
    // `dotnet run` takes the profile's arguments only when the project has none of its own.
    if (profile?.commandLineArgs && input.appArgs.length === 0) {
      diagnostics.push(
        createDiagnostic(
          'arguments-dropped',
          localizableText(
            'The project has run arguments of its own, so commandLineArgs is ignored, as `dotnet run` does.',
          ),
          propertyPlace(profile, 'commandLineArgs', parts.settings),
        ),
      );
    }
    parts.origins['args'] = input.appArgs.length > 0 ? 'command line' : 'project';
    return { command: runCommand, args: [...runArguments, ...input.appArgs] };
  }
  parts.origins['command'] = entry === undefined ? 'default' : 'project';
  const args = appArguments(parts);
  if (entry === undefined) {
    const separator = args.length > 0 ? ['--'] : [];
    const target = projectFile ?? directory;
    return {
      command: 'dotnet',
      args: ['run', '--project', target, '--no-launch-profile', ...separator, ...args],
    };
  }
  return /\.dll$/i.test(entry)
    ? { command: 'dotnet', args: [entry, ...args] }
    : { command: entry, args };
}
