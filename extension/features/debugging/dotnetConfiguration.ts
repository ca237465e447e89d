import { commands, type DebugConfiguration, extensions, l10n } from 'vscode';

import { effectiveCommandName } from '../../../server-runtime/launch/commandNames.ts';
import { UserError, type UserErrorAction } from '../../core/base/userError.ts';
import type { ProjectProfile } from '../../core/profiles/project.ts';
import type { HostPlan } from '../../platform/node/hostPlan.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';

/** What the Extensions view is asked for. */
const debuggersOfDotnet = '@category:debuggers C#';

/** Throws, saying what would help, when a profile of a .NET project cannot be debugged here. */
export function requireDotnetDebugger({ id, name, settings }: ProjectProfile): void {
  const run: UserErrorAction = {
    title: l10n.t('Run Without Debugging'),
    run: () => executeCommand(Commands.run, id),
  };
  if (!hasDotnetDebugger()) {
    throw new UserError(
      l10n.t(
        'Debugging "{0}" needs an extension with a .NET debugger (type coreclr), as "C#" is.',
        name,
      ),
      {
        code: 'no-dotnet-debugger',
        actions: [
          run,
          {
            title: l10n.t('Find a Debugger'),
            run: () => commands.executeCommand('workbench.extensions.search', debuggersOfDotnet),
          },
        ],
      },
    );
  }
  if (effectiveCommandName(settings) === 'Project') return;
  throw new UserError(
    l10n.t(
      'Of a .NET project, only profiles that run the project itself can be launched under the debugger. Run "{0}" without debugging and attach the .NET debugger to its worker process.',
      name,
    ),
    { code: 'dotnet-attach' },
  );
}

/** What the installed .NET debugger is asked to launch: the program that the host's plan names. */
export function dotnetConfiguration(
  configuration: DebugConfiguration,
  { command, args, cwd, env }: HostPlan,
): DebugConfiguration {
  const { project: _project, profile: _profile, ...own } = configuration;
  // Without a program of its own it is `dotnet [exec] app.dll`, and the debugger wants the library.
  const library = /(?:^|[/\\])dotnet(?:\.exe)?$/i.test(command)
    ? args.findIndex((argument) => /\.dll$/i.test(argument))
    : -1;
  return {
    console: 'internalConsole',
    ...own,
    type: 'coreclr',
    request: 'launch',
    program: args[library] ?? command,
    args: args.slice(library + 1),
    cwd,
    env: { ...env, ...(own['env'] as Record<string, string> | undefined) },
    // The plan has applied the profile already.
    launchSettingsProfile: '',
  };
}

function hasDotnetDebugger(): boolean {
  return extensions.all.some(({ packageJSON }) => {
    const { contributes } = packageJSON as {
      contributes?: { debuggers?: readonly { type?: string }[] };
    };
    return contributes?.debuggers?.some(({ type }) => type === 'coreclr') ?? false;
  });
}
