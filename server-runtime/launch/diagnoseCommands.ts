import { effectiveCommandName, knownCommandNames } from './commandNames.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { propertyPlace } from './diagnosticPlace.ts';
import type { LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';
import { nearestNames } from './nearestName.ts';
import { isProxied, proxiedServer } from './serverForProfile.ts';

/** Findings about what profiles launch: unknown or missing commands, missing executables, unknown servers. */
export function diagnoseCommands(settings: LaunchSettings): LaunchDiagnostic[] {
  return settings.profiles.flatMap((profile) => [
    ...diagnoseCommandName(profile, settings),
    ...diagnoseExecutable(profile, settings),
  ]);
}

function diagnoseCommandName(profile: LaunchProfile, settings: LaunchSettings): LaunchDiagnostic[] {
  const { commandName } = profile;
  const place = propertyPlace(profile, 'commandName', settings);
  if (commandName === '') {
    const meaning = profile.executablePath ? ' Here and in Visual Studio it means Executable.' : '';
    const message = `'${profile.name}' has no commandName.${meaning}`;
    return [createDiagnostic('missing-command-name', message, place)];
  }
  if (knownCommandNames.includes(commandName)) return [];
  const nearest = nearestNames(commandName, knownCommandNames)[0];
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
  const message = `'${commandName}' is no launch command.${hint}`;
  return [createDiagnostic('unknown-command-name', message, place)];
}

function diagnoseExecutable(profile: LaunchProfile, settings: LaunchSettings): LaunchDiagnostic[] {
  if (effectiveCommandName(profile) !== 'Executable') return [];
  const found: LaunchDiagnostic[] = [];
  if (!profile.executablePath?.trim()) {
    const message = `'${profile.name}' launches an executable but has no executablePath.`;
    const place = propertyPlace(profile, 'executablePath', settings);
    found.push(createDiagnostic('missing-executable-path', message, place));
  }
  if (profile.server !== undefined && !isProxied(profile)) {
    const message = `'${profile.server}' is no server. Write '${proxiedServer}', or leave it out.`;
    const place = propertyPlace(profile, 'server', settings);
    found.push(createDiagnostic('unknown-server', message, place));
  }
  return found;
}
