import { createLaunchPlan, type LaunchPlan } from '../../../server-runtime/launch/launchPlan.ts';
import type { LaunchProfile, LaunchSettings } from '../../../server-runtime/launch/model.ts';
import type { Environment, Platform } from '../../../server-runtime/launch/platform.ts';
import { projectContentOf } from '../../../server-runtime/launch/projectKind.ts';

/** What a launch depends on beyond the text. */
export interface ProfileSurroundings {
  /** Folder of the project in the file system. */
  readonly directory: string;
  readonly name: string;
  /** Names of the files and folders in it. */
  readonly names: readonly string[];
  readonly settingsFile: string;
  readonly environment: Environment;
  readonly platform: Platform;
}

/**
 * What launching a profile does, by the very rules of the host; a .NET project is not built for it. Undefined where no
 * launch means this profile: it cannot run here, or no name is its own. The plan would be that of no profile.
 */
export function profilePlan(
  settings: LaunchSettings,
  profile: LaunchProfile,
  surroundings: ProfileSurroundings,
): LaunchPlan | undefined {
  const { directory, name, names, settingsFile, environment, platform } = surroundings;
  const { kind, projectFile, entry } = projectContentOf(names);
  const plan = createLaunchPlan({
    project: {
      directory,
      kind,
      name: projectFile?.replace(/\.[^.]*$/, '') ?? name,
      ...(projectFile !== undefined && { projectFile }),
      ...(entry !== undefined && { entry }),
    },
    settings,
    settingsFile,
    profileName: profile.name,
    environment,
    extraEnvironment: [],
    appArgs: [],
    platform,
  });
  return profile.name !== '' && plan.profile === profile.name ? plan : undefined;
}
