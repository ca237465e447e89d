import { effectiveCommandName, knownCommandNames } from './commandNames.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { propertyPlace } from './diagnosticPlace.ts';
import { localizableText, withSentence } from '../contracts/localizableText.ts';
import type { LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';
import { isProxied, proxiedServer } from './serverForProfile.ts';
import { unknownCommandText } from './unknownCommandText.ts';

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
    const meaning = profile.executablePath
      ? localizableText('Here and in Visual Studio it means Executable.')
      : undefined;
    const text = withSentence(localizableText("'{0}' has no commandName.", profile.name), meaning);
    return [createDiagnostic('missing-command-name', text, place)];
  }
  if (knownCommandNames.includes(commandName)) return [];
  return [createDiagnostic('unknown-command-name', unknownCommandText(commandName), place)];
}

function diagnoseExecutable(profile: LaunchProfile, settings: LaunchSettings): LaunchDiagnostic[] {
  if (effectiveCommandName(profile) !== 'Executable') return [];
  const found: LaunchDiagnostic[] = [];
  if (!profile.executablePath?.trim()) {
    const text = localizableText(
      "'{0}' launches an executable but has no executablePath.",
      profile.name,
    );
    const place = propertyPlace(profile, 'executablePath', settings);
    found.push(createDiagnostic('missing-executable-path', text, place));
  }
  if (profile.server !== undefined && !isProxied(profile)) {
    const text = localizableText(
      "'{0}' is no server. Write '{1}', or leave it out.",
      profile.server,
      proxiedServer,
    );
    const place = propertyPlace(profile, 'server', settings);
    found.push(createDiagnostic('unknown-server', text, place));
  }
  return found;
}
