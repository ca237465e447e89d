import { createDiagnostic } from './createDiagnostic.ts';
import { jsonPath } from './jsonPath.ts';
import {
  inEnglish,
  localizableText,
  withSentence,
  type LocalizableText,
  type TextValue,
} from '../contracts/localizableText.ts';
import type { LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';
import { nearestNames } from './nearestName.ts';
import type { ProjectKind } from './projectKind.ts';
import { commandReason, whyNotRunnable } from './whyNotRunnable.ts';

/** Which profile to apply. */
export interface ProfileRequest {
  /** Empty means not given, as for `dotnet run`. */
  readonly name?: string | undefined;
  /** Apply none. */
  readonly none?: boolean | undefined;
  readonly projectKind: ProjectKind;
}

/** The profile to apply, or none (with a warning when that is unexpected), or why the launch cannot go on. */
export type ProfileSelection =
  | {
      readonly profile: LaunchProfile | undefined;
      readonly warning?: LaunchDiagnostic;
      readonly error?: undefined;
    }
  | { readonly profile?: undefined; readonly error: LaunchDiagnostic };

/**
 * Chooses the profile of a launch. By name: the exact name first, then ignoring case. Without a name, as `dotnet run`
 * does: the first in file order that can run here; IISExpress, IIS and Executable count, because they do run here.
 */
export function selectProfile(
  settings: LaunchSettings | undefined,
  request: ProfileRequest,
): ProfileSelection {
  if (request.none) return { profile: undefined };
  const found = request.name
    ? findByName(settings, request.name)
    : findDefault(settings, request.projectKind);
  if (found.profile === undefined) return found;
  const reason = whyNotRunnable(found.profile, request.projectKind);
  if (reason === undefined) return found;
  return { error: notRunnable(found.profile, reason, settings) };
}

/** Placed at the value that stands in the way, if it is one, else at the profile's name. */
function notRunnable(
  profile: LaunchProfile,
  reason: LocalizableText,
  settings: LaunchSettings | undefined,
): LaunchDiagnostic {
  const cause = profile.diagnostics.find((diagnostic) => diagnostic.text === reason);
  return createDiagnostic(
    'profile-not-runnable',
    localizableText("The profile '{0}' cannot run here: {1}", profile.name, reason),
    {
      path: cause?.path ?? jsonPath('profiles', profile.name),
      range: cause?.range ?? profile.nameRange,
      lineStarts: settings?.lineStarts ?? [],
    },
  );
}

function findByName(settings: LaunchSettings | undefined, name: string): ProfileSelection {
  if (settings === undefined) {
    return {
      error: createDiagnostic(
        'no-launch-settings',
        localizableText(
          "There is no profile '{0}': the project has no Properties/launchSettings.json.",
          name,
        ),
      ),
    };
  }
  const exact = settings.profiles.filter((profile) => profile.name === name);
  const matches =
    exact.length > 0
      ? exact
      : settings.profiles.filter((profile) => profile.name.toLowerCase() === name.toLowerCase());
  if (matches.length === 1) return { profile: matches[0] };
  if (matches.length > 1) {
    const names = matches
      .map((profile) =>
        localizableText("'{0}' (line {1})", profile.name, lineOf(profile, settings)),
      )
      .reduce((before, name) => localizableText('{0}, {1}', before, name));
    return {
      error: createDiagnostic(
        'ambiguous-profile',
        localizableText("Several profiles match '{0}': {1}. Rename one of them.", name, names),
        { path: 'profiles', range: matches[0]?.nameRange, lineStarts: settings.lineStarts },
      ),
    };
  }
  return { error: createDiagnostic('unknown-profile', unknownProfileText(name, settings)) };
}

function unknownProfileText(name: string, settings: LaunchSettings): LocalizableText {
  const names = settings.profiles.map((profile) => profile.name);
  if (names.length === 0) {
    return localizableText("There is no profile '{0}': the file has no profiles.", name);
  }
  const available = localizableText('Available: {0}.', quoteAll(names));
  const nearest = nearestNames(name, names).slice(0, 3);
  const hint = nearest.length > 0 ? didYouMean(nearest) : undefined;
  return withSentence(
    localizableText("There is no profile '{0}'.", name),
    hint ? withSentence(hint, available) : available,
  );
}

function didYouMean(names: readonly string[]): LocalizableText {
  const either = names
    .map((name): TextValue => `'${name}'`)
    .reduce((before, name) => localizableText('{0} or {1}', before, name));
  return localizableText('Did you mean {0}?', either);
}

function findDefault(
  settings: LaunchSettings | undefined,
  projectKind: ProjectKind,
): ProfileSelection {
  const profiles = settings?.profiles ?? [];
  const profile = profiles.find((candidate) => commandReason(candidate, projectKind) === undefined);
  if (profile !== undefined || profiles.length === 0) return { profile };
  return {
    profile: undefined,
    warning: createDiagnostic(
      'no-default-profile',
      localizableText(
        'None of the profiles can run here ({0}), so none is applied.',
        quoteAll(profiles.map((candidate) => candidate.name)),
      ),
      { path: 'profiles', range: settings?.profilesRange, lineStarts: settings?.lineStarts ?? [] },
    ),
  };
}

/** Whether a profile can run in a project of this kind, and if not, why, as a sentence for a person. */
export function isRunnable(
  profile: LaunchProfile,
  projectKind: ProjectKind,
): { runnable: boolean; reason: string | null } {
  const reason = whyNotRunnable(profile, projectKind);
  return { runnable: reason === undefined, reason: reason ? inEnglish(reason) : null };
}

function lineOf(profile: LaunchProfile, settings: LaunchSettings): number {
  const before = settings.lineStarts.filter((start) => start <= profile.nameRange.offset);
  return before.length;
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
