import { effectiveCommandName } from './commandNames.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { propertyPlace } from './diagnosticPlace.ts';
import { localizableText } from '../contracts/localizableText.ts';
import type { LaunchProfile } from './model.ts';
import { isAbsolutePath, isWindowsPath, parentPath, resolvePath } from './paths.ts';
import type { PlanParts } from './planParts.ts';

/**
 * The folder that a launch runs in, by Visual Studio's rule: a relative `workingDirectory` is relative to the project.
 * Without one, the project's RunWorkingDirectory, else the project folder. Other dialects go by their own rules.
 */
export function planWorkingDirectory(parts: PlanParts): string {
  const { input, profile, origins, dialect } = parts;
  const { platform, project, settingsFile } = input;
  const given = parts.expandIn(['workingDirectory'], profile?.workingDirectory ?? '').trim();
  const isExecutable = profile !== undefined && effectiveCommandName(profile) === 'Executable';
  if (profile && given !== '' && (isExecutable || dialect.usesProjectWorkingDirectory)) {
    origins['cwd'] = 'profile';
    reportDoubts(parts, profile, given);
    const isFromSettings =
      dialect.workingDirectoryBase === 'settings' && settingsFile !== undefined;
    const base = isFromSettings ? parentPath(settingsFile, platform) : project.directory;
    return resolvePath(base, given, platform);
  }
  const runDirectory = isExecutable ? '' : (input.properties?.['RunWorkingDirectory'] ?? '');
  origins['cwd'] = runDirectory === '' ? 'default' : 'project';
  return runDirectory === ''
    ? project.directory
    : resolvePath(project.directory, runDirectory, platform);
}

function reportDoubts(parts: PlanParts, profile: LaunchProfile, given: string): void {
  const { platform, project, settingsFile } = parts.input;
  const place = propertyPlace(profile, 'workingDirectory', parts.settings);
  if (platform !== 'win32' && isWindowsPath(given)) {
    const text = localizableText("'{0}' is a Windows path.", given);
    parts.diagnostics.push(createDiagnostic('windows-path', text, place));
  } else if (effectiveCommandName(profile) !== 'Executable') {
    if (project.kind !== 'dotnet') return;
    const text = localizableText(
      '`dotnet run` ignores the workingDirectory of a Project profile; here and in Visual Studio it counts.',
    );
    parts.diagnostics.push(createDiagnostic('working-directory-ignored', text, place));
  } else if (settingsFile !== undefined && !isAbsolutePath(given, platform)) {
    const here = resolvePath(project.directory, given, platform);
    const there = resolvePath(parentPath(settingsFile, platform), given, platform);
    if (here === there) return;
    const text = localizableText(
      'A relative workingDirectory means {0} here and in Visual Studio, but {1} to `dotnet run`.',
      here,
      there,
    );
    parts.diagnostics.push(createDiagnostic('working-directory-ambiguous', text, place));
  }
}
