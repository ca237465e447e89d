import { expandEnvironmentVariables, referencedProperties } from './expansion.ts';
import type { LaunchProfile } from './model.ts';
import type { Environment, Platform } from './platform.ts';

/**
 * The MSBuild properties that a profile's values refer to, so that a caller can ask MSBuild for them. Variables are
 * expanded first, since they may hold a `$(Name)` too. Property functions are left out: nobody can ask for them.
 */
export function requiredProperties(
  profile: LaunchProfile,
  environment: Environment,
  platform: Platform,
): string[] {
  const values = [
    profile.commandLineArgs,
    profile.executablePath,
    profile.workingDirectory,
    profile.applicationUrl,
    profile.launchUrl,
    ...profile.environmentVariables.map(({ value }) => value),
  ];
  const names = values.flatMap((value = '') =>
    referencedProperties(expandEnvironmentVariables(value, environment, platform)),
  );
  return [...new Set(names)].filter((name) => /^[a-z_][\w-]*$/i.test(name));
}
