import type { LaunchPlan, LaunchPlanInput } from '../../../server-runtime/launch/launchPlan.ts';
import { createLaunchPlan } from '../../../server-runtime/launch/launchPlan.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

/** What a test says about a launch; the rest is a host project on Linux in `/repo/app`. */
export type PlanCase = Partial<Omit<LaunchPlanInput, 'settings'>> & {
  /** The value of `profiles`, or the whole text. */
  readonly profiles?: object | string;
  readonly iisSettings?: object;
};

/** A complete input out of what matters to a test. */
export function planInput({ profiles, iisSettings, ...rest }: PlanCase): LaunchPlanInput {
  const text = typeof profiles === 'string' ? profiles : JSON.stringify({ profiles, iisSettings });
  return {
    project: { directory: '/repo/app', kind: 'host', name: 'app' },
    settings: profiles === undefined ? undefined : parseLaunchSettings(text),
    settingsFile: '/repo/app/Properties/launchSettings.json',
    environment: {},
    extraEnvironment: [],
    appArgs: [],
    platform: 'linux',
    ...rest,
  };
}

/** The plan of a test's launch. */
export function planOf(planCase: PlanCase): LaunchPlan {
  return createLaunchPlan(planInput(planCase));
}

/** Codes of the findings, in order. */
export function codesOf(found: { diagnostics: readonly { code: string }[] }): string[] {
  return found.diagnostics.map(({ code }) => code);
}
