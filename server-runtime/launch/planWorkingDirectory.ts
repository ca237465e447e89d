import { effectiveCommandName } from './commandNames.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { jsonPath } from './jsonPath.ts';
import { isAbsolutePath, isWindowsPath, parentPath, resolvePath } from './paths.ts';
import type { PlanParts } from './planParts.ts';

/**
 * The folder that a launch runs in, by Visual Studio's rule: a relative `workingDirectory` is relative to the project.
 * Without one, the project's RunWorkingDirectory, else the project folder.
 */
export function planWorkingDirectory(parts: PlanParts): string {
  const { input, profile, origins } = parts;
  const { directory } = input.project;
  const given = parts.expandIn('workingDirectory', profile?.workingDirectory ?? '').trim();
  if (given !== '') {
    origins['cwd'] = 'profile';
    reportDoubts(parts, given);
    return resolvePath(directory, given, input.platform);
  }
  const runDirectory = input.properties?.['RunWorkingDirectory'] ?? '';
  origins['cwd'] = runDirectory === '' ? 'default' : 'project';
  return runDirectory === '' ? directory : resolvePath(directory, runDirectory, input.platform);
}

function reportDoubts(parts: PlanParts, given: string): void {
  const { input, profile, settings, settingsFile, diagnostics } = { ...parts, ...parts.input };
  if (profile === undefined) return;
  const place = {
    path: jsonPath('profiles', profile.name, 'workingDirectory'),
    range: profile.properties.findLast((property) => property.knownAs === 'workingDirectory')
      ?.valueRange,
    lineStarts: settings?.lineStarts ?? [],
  };
  const { platform, project } = input;
  if (platform !== 'win32' && isWindowsPath(given)) {
    diagnostics.push(createDiagnostic('windows-path', `'${given}' is a Windows path.`, place));
  } else if (effectiveCommandName(profile) !== 'Executable') {
    if (project.kind !== 'dotnet') return;
    const message =
      '`dotnet run` ignores the workingDirectory of a Project profile; here it is used.';
    diagnostics.push(createDiagnostic('working-directory-ignored', message, place));
  } else if (settingsFile !== undefined && !isAbsolutePath(given, platform)) {
    const here = resolvePath(project.directory, given, platform);
    const there = resolvePath(parentPath(settingsFile, platform), given, platform);
    if (here === there) return;
    const message = `A relative workingDirectory is ${here} here and in Visual Studio, but ${there} for \`dotnet run\`.`;
    diagnostics.push(createDiagnostic('working-directory-ambiguous', message, place));
  }
}
