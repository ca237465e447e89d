import { parseApplicationUrl } from './applicationUrl.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { jsonPath } from './jsonPath.ts';
import type { LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';
import { selectProfile } from './profileSelection.ts';
import type { ProjectKind } from './projectKind.ts';

/** Findings about the profile that a launch without a name applies. */
export function diagnoseDefaultProfile(
  settings: LaunchSettings,
  projectKind: ProjectKind,
): LaunchDiagnostic[] {
  const profile = selectProfile(settings, { projectKind }).profile;
  if (profile === undefined) return [];
  const place = {
    path: jsonPath('profiles', profile.name),
    range: profile.nameRange,
    lineStarts: settings.lineStarts,
  };
  const found: LaunchDiagnostic[] = [];
  const message = projectKind === 'dotnet' ? differenceMessage(profile, settings) : undefined;
  if (message !== undefined)
    found.push(createDiagnostic('default-profile-differs', message, place));

  const secure = settings.profiles.find((other) => other !== profile && hasScheme(other, 'https'));
  if (secure && hasScheme(profile, 'http') && !hasScheme(profile, 'https')) {
    const text = `The default profile listens on http only; '${secure.name}' has https.`;
    found.push(createDiagnostic('default-http-only', text, place));
  }
  return found;
}

/** SDKs up to 10.0.1xx run the first Project, newer ones the first Project or Executable, we also IISExpress and IIS. */
function differenceMessage(here: LaunchProfile, settings: LaunchSettings): string | undefined {
  const project = settings.profiles.find(({ commandName }) => commandName === 'Project');
  const newer = settings.profiles.find(
    ({ commandName }) => commandName === 'Project' || commandName === 'Executable',
  );
  if (project === here && newer === here) return undefined;
  const name = (profile: LaunchProfile | undefined) => (profile ? `'${profile.name}'` : 'none');
  const sdk =
    project === newer
      ? `\`dotnet run\` applies ${name(newer)}`
      : `\`dotnet run\` applies ${name(newer)}, with SDKs before 10.0.2xx ${name(project)}`;
  return `Without a name, '${here.name}' is launched here; ${sdk}.`;
}

function hasScheme(profile: LaunchProfile, scheme: string): boolean {
  if (profile.commandName !== 'Project') return false;
  return parseApplicationUrl(profile.applicationUrl ?? '').urls.some(
    (url) => url.scheme === scheme,
  );
}
