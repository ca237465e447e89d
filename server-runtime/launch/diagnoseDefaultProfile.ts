import { parseApplicationUrl } from './applicationUrl.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { defaultProfileIn, dialects } from './dialect.ts';
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

  const secure = settings.profiles.find((other) => hasScheme(other, 'https'));
  if (secure && hasScheme(profile, 'http') && !hasScheme(profile, 'https')) {
    const text = `The default profile listens on http only; '${secure.name}' has https.`;
    found.push(createDiagnostic('default-http-only', text, place));
  }
  return found;
}

/** SDK generations differ in the commands that they pick from, and we pick from more of them. */
function differenceMessage(here: LaunchProfile, settings: LaunchSettings): string | undefined {
  const older = defaultProfileIn(dialects['dotnet-8'], settings.profiles);
  const newer = defaultProfileIn(dialects['dotnet-11'], settings.profiles);
  if (older === here && newer === here) return undefined;
  const name = (profile: LaunchProfile | undefined) => (profile ? `'${profile.name}'` : 'none');
  const sdk =
    older === newer
      ? `\`dotnet run\` applies ${name(newer)}`
      : `\`dotnet run\` applies ${name(newer)}, that of SDK 8, 9 and 10.0.1xx ${name(older)}`;
  return `Without a name, '${here.name}' is launched here; ${sdk}.`;
}

function hasScheme(profile: LaunchProfile, scheme: string): boolean {
  if (profile.commandName !== 'Project') return false;
  return parseApplicationUrl(profile.applicationUrl ?? '').urls.some(
    (url) => url.scheme === scheme,
  );
}
