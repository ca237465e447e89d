import { parseApplicationUrl } from './applicationUrl.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { defaultProfileIn, dialects } from './dialect.ts';
import { jsonPath } from './jsonPath.ts';
import { localizableText, type LocalizableText } from '../contracts/localizableText.ts';
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
  const difference = projectKind === 'dotnet' ? differenceText(profile, settings) : undefined;
  if (difference) found.push(createDiagnostic('default-profile-differs', difference, place));

  const secure = settings.profiles.find((other) => hasScheme(other, 'https'));
  if (secure && hasScheme(profile, 'http') && !hasScheme(profile, 'https')) {
    const text = localizableText(
      "The default profile listens on http only; '{0}' has https.",
      secure.name,
    );
    found.push(createDiagnostic('default-http-only', text, place));
  }
  return found;
}

/** SDK generations differ in the commands that they pick from, and we pick from more of them. */
function differenceText(
  here: LaunchProfile,
  settings: LaunchSettings,
): LocalizableText | undefined {
  const older = defaultProfileIn(dialects['dotnet-8'], settings.profiles);
  const newer = defaultProfileIn(dialects['dotnet-11'], settings.profiles);
  if (older === here && newer === here) return undefined;
  const name = (profile: LaunchProfile | undefined) =>
    profile ? `'${profile.name}'` : localizableText('none');
  return older === newer
    ? localizableText(
        "Without a name, '{0}' is launched here; `dotnet run` applies {1}.",
        here.name,
        name(newer),
      )
    : localizableText(
        "Without a name, '{0}' is launched here; `dotnet run` applies {1}, that of SDK 8, 9 and 10.0.1xx {2}.",
        here.name,
        name(newer),
        name(older),
      );
}

function hasScheme(profile: LaunchProfile, scheme: string): boolean {
  if (profile.commandName !== 'Project') return false;
  return parseApplicationUrl(profile.applicationUrl ?? '').urls.some(
    (url) => url.scheme === scheme,
  );
}
