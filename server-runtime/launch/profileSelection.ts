import { effectiveCommandName, foreignCommandReason, knownCommandNames } from './commandNames.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { jsonPath } from './jsonPath.ts';
import type { LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';
import { nearestNames } from './nearestName.ts';
import type { ProjectKind } from './projectKind.ts';

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
  const { runnable, reason } = isRunnable(found.profile, request.projectKind);
  if (runnable) return found;
  return { error: notRunnable(found.profile, reason ?? '', settings) };
}

/** Placed at the value that stands in the way, if it is one, else at the profile's name. */
function notRunnable(
  profile: LaunchProfile,
  reason: string,
  settings: LaunchSettings | undefined,
): LaunchDiagnostic {
  const cause = profile.diagnostics.find((diagnostic) => diagnostic.message === reason);
  return createDiagnostic(
    'profile-not-runnable',
    `The profile '${profile.name}' cannot run here: ${reason}`,
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
        `There is no profile '${name}': the project has no Properties/launchSettings.json.`,
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
    const names = matches.map((profile) => `'${profile.name}'${lineOf(profile, settings)}`);
    return {
      error: createDiagnostic(
        'ambiguous-profile',
        `Several profiles match '${name}': ${names.join(', ')}. Rename one of them.`,
        { path: 'profiles', range: matches[0]?.nameRange, lineStarts: settings.lineStarts },
      ),
    };
  }
  return { error: createDiagnostic('unknown-profile', unknownProfileMessage(name, settings)) };
}

function unknownProfileMessage(name: string, settings: LaunchSettings): string {
  const names = settings.profiles.map((profile) => profile.name);
  if (names.length === 0) return `There is no profile '${name}': the file has no profiles.`;
  const nearest = nearestNames(name, names).slice(0, 3);
  const hint = nearest.length > 0 ? ` Did you mean ${quoteAll(nearest, ' or ')}?` : '';
  return `There is no profile '${name}'.${hint} Available: ${quoteAll(names, ', ')}.`;
}

function findDefault(
  settings: LaunchSettings | undefined,
  projectKind: ProjectKind,
): ProfileSelection {
  const profiles = settings?.profiles ?? [];
  const profile = profiles.find((candidate) => commandReason(candidate, projectKind) === null);
  if (profile !== undefined || profiles.length === 0) return { profile };
  return {
    profile: undefined,
    warning: createDiagnostic(
      'no-default-profile',
      `None of the profiles can run here (${quoteAll(
        profiles.map((candidate) => candidate.name),
        ', ',
      )}), so none is applied.`,
      { path: 'profiles', range: settings?.profilesRange, lineStarts: settings?.lineStarts ?? [] },
    ),
  };
}

/** Whether a profile can run in a project of this kind, and if not, why, as a sentence for a person. */
export function isRunnable(
  profile: LaunchProfile,
  projectKind: ProjectKind,
): { runnable: boolean; reason: string | null } {
  const error = profile.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  const reason = commandReason(profile, projectKind) ?? error?.message ?? executableReason(profile);
  return { runnable: reason === null, reason };
}

/** Why the launch command itself does not run in a project of this kind; null when it does. */
function commandReason(profile: LaunchProfile, projectKind: ProjectKind): string | null {
  const command = effectiveCommandName(profile);
  switch (command) {
    case 'Executable':
      return null;
    case 'Project':
    case 'IISExpress':
    case 'IIS':
      return projectKind === 'executable'
        ? 'there is no app here: no startup.*, program.*, wwwroot or .NET project file.'
        : null;
    case '':
      return 'it has no commandName.';
    default: {
      const foreign = foreignCommandReason(command);
      if (foreign !== undefined) return `${foreign}.`;
      const nearest = nearestNames(command, knownCommandNames)[0];
      const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
      return `'${command}' is no launch command.${hint}`;
    }
  }
}

function executableReason(profile: LaunchProfile): string | null {
  const needsPath = effectiveCommandName(profile) === 'Executable';
  return needsPath && !profile.executablePath?.trim() ? 'it has no executablePath.' : null;
}

function lineOf(profile: LaunchProfile, settings: LaunchSettings): string {
  const before = settings.lineStarts.filter((start) => start <= profile.nameRange.offset);
  return ` (line ${before.length})`;
}

function quoteAll(names: readonly string[], separator: string): string {
  return names.map((name) => `'${name}'`).join(separator);
}
