import path from 'node:path';
import type { LaunchPlan } from '../launch/launchPlanModel.ts';
import { appEnvironment } from './appEnvironment.ts';

/** True when the worker of a plan is the app of a host project, which runs on this host's own `worker` command. */
export function isHostWorker(plan: LaunchPlan): boolean {
  return plan.kind === 'host' && plan.commandName !== 'Executable';
}

/** Arguments for Node, folder and environment of such a worker. */
export function hostWorkerProcess(
  plan: LaunchPlan,
  options: readonly string[] = [],
): { args: string[]; cwd: string; env: NodeJS.ProcessEnv } {
  const host = path.resolve(process.argv[1] ?? '');
  return {
    args: [host, 'worker', '--project', plan.project, ...options, '--', ...plan.args],
    cwd: plan.cwd,
    env: appEnvironment(plan.env),
  };
}
