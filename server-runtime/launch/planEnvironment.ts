import { EnvironmentVariables } from '../contracts/environmentVariables.ts';
import { effectiveCommandName } from './commandNames.ts';
import type { Origin } from './launchPlanModel.ts';
import type { PlanParts } from './planParts.ts';

/**
 * What a launch sets in the environment. Highest first: `-e`, the profile's `environmentVariables`, what follows from
 * `applicationUrl` and the profile's name; all of it beats the launching process's environment.
 */
export function planEnvironment(parts: PlanParts): Record<string, string> {
  const { profile, input } = parts;
  const variables = new Map<string, { name: string; value: string; origin: Origin }>();
  const set = (name: string, value: string, origin: Origin) => {
    // Names ignore case on Windows, where the last spelling wins.
    variables.set(input.platform === 'win32' ? name.toLowerCase() : name, { name, value, origin });
  };
  if (profile) {
    // As typed, not as spelled in the file: that is what `dotnet run` does.
    set(EnvironmentVariables.launchProfile, input.profileName || profile.name, 'profile');
    if (effectiveCommandName(profile) === 'Project' && profile.applicationUrl) {
      const urls = parts.expandIn(['applicationUrl'], profile.applicationUrl);
      set(EnvironmentVariables.urls, urls, 'applicationUrl');
    }
    for (const { name, value } of profile.environmentVariables) {
      set(name, parts.expandIn(['environmentVariables', name], value), 'profile');
    }
  }
  for (const [name, value] of input.extraEnvironment) set(name, value, 'command line');

  for (const { name, origin } of variables.values()) parts.origins[`env.${name}`] = origin;
  // fromEntries defines each name, where assigning to `__proto__` would not.
  return Object.fromEntries(Array.from(variables.values(), ({ name, value }) => [name, value]));
}
