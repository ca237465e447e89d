import type { LaunchPlan } from '../launch/launchPlanModel.ts';
import { foreignEnvironment } from './appEnvironment.ts';
import { type LaunchRequest, planLaunch, referencedProperties } from './prepareLaunch.ts';

/**
 * Builds a .NET project, unless told not to, and plans its launch anew with what MSBuild says of it; other projects have
 * nothing to build. Rejects with LaunchFailure when it does not build, with the signal's reason when that aborts.
 */
export async function planBuilt(
  request: LaunchRequest,
  plan: LaunchPlan,
  { build }: { build: boolean },
  signal: AbortSignal,
): Promise<LaunchPlan> {
  const { project } = request;
  if (project.content.kind !== 'dotnet') return plan;
  const { buildDotnetProject } = await import('./dotnet.ts');
  if (build) process.stderr.write('Building...\n');
  const properties = await buildDotnetProject(
    project,
    { build, properties: referencedProperties(request, plan), env: foreignEnvironment({}) },
    signal,
  );
  return planLaunch(request, properties);
}
