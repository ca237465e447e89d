import { effectiveCommandName } from './commandNames.ts';
import { diagnoseLaunchSettings } from './diagnoseLaunchSettings.ts';
import { createLaunchPlan, type LaunchPlanInput } from './launchPlan.ts';
import type { LaunchDiagnostic } from './model.ts';
import { isRunnable, selectProfile } from './profileSelection.ts';
import { serverOf, type ServerName } from './serverForProfile.ts';

/** One profile of `list --json`. */
export interface LaunchListEntry {
  readonly name: string;
  /** What the profile means to launch; null when it does not say. */
  readonly commandName: string | null;
  readonly server: ServerName | null;
  /** Addresses that a launch is expected to listen on. */
  readonly urls: readonly string[];
  readonly runnable: boolean;
  /** Why it does not run here. */
  readonly reason: string | null;
}

/** The shape of `list --json`, fixed by the project's contract. */
export interface LaunchList {
  /** The settings file; null when there is none. */
  readonly file: string | null;
  /** The profile that a launch without a name applies. */
  readonly activeProfile: string | null;
  /** In file order. */
  readonly profiles: readonly LaunchListEntry[];
  readonly diagnostics: readonly LaunchDiagnostic[];
}

/** What {@link createLaunchList} needs; `activeProfile` is what the user chose, when the caller knows. */
export type LaunchListInput = Pick<
  LaunchPlanInput,
  'project' | 'settings' | 'settingsFile' | 'environment' | 'platform' | 'properties'
> & { readonly activeProfile?: string | undefined };

/** Lists the profiles of a project as `list --json` shows them. */
export function createLaunchList(input: LaunchListInput): LaunchList {
  const { settings, project, activeProfile, ...rest } = input;
  const profiles = settings?.profiles ?? [];
  const isKnown = profiles.some((profile) => profile.name === activeProfile);
  const byDefault = selectProfile(settings, { projectKind: project.kind }).profile?.name;
  return {
    file: input.settingsFile ?? null,
    activeProfile: (isKnown ? activeProfile : byDefault) ?? null,
    profiles: profiles.map((profile) => {
      const { runnable, reason } = isRunnable(profile, project.kind);
      const plan = createLaunchPlan({
        ...rest,
        project,
        // Alone in its file, a profile is found even when another one shares its name.
        settings: settings && { ...settings, profiles: [profile] },
        profileName: profile.name,
        extraEnvironment: [],
        appArgs: [],
      });
      return {
        name: profile.name,
        commandName: effectiveCommandName(profile) || null,
        server: serverOf(profile, project.kind),
        urls: runnable ? plan.urls : [],
        runnable,
        reason,
      };
    }),
    diagnostics: settings ? diagnoseLaunchSettings(settings, { projectKind: project.kind }) : [],
  };
}
