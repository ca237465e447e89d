import type { LaunchPlan } from '../../launch/launchPlanModel.ts';
import { formatFailure } from '../formatFailure.ts';
import type { HostCommand } from '../hostCommand.ts';
import { LaunchFailure } from '../launchFailure.ts';
import { launchOptions } from '../launchOptions.ts';
import { jsonOf } from './jsonOf.ts';
import { planBuilt } from '../planBuilt.ts';
import {
  type LaunchRequest,
  locateDiagnostic,
  planFailure,
  planLaunch,
  readLaunchRequest,
} from '../prepareLaunch.ts';
import { exitCodeOfSignal, onStopSignal } from '../processSignals.ts';
import type { Project } from '../project.ts';

/** `plan`: prints what `run` would do, and starts nothing. */
export const planCommand: HostCommand = {
  name: 'plan',
  summary: 'Show what launching a profile would do',
  options: [
    ...launchOptions,
    { name: '--build', help: 'Build a .NET project first, to plan with the program that it makes' },
    { name: '--json', help: 'Print the plan as JSON' },
  ],
  takesAppArguments: true,
  async run(args) {
    const request = readLaunchRequest(args);
    const isJson = args.has('--json');
    let plan = planLaunch(request);
    if (args.has('--build')) {
      const built = await buildFirst(request, plan, isJson);
      if (typeof built === 'number') return built;
      plan = built;
    }
    const text = isJson ? jsonOf(plan) : describePlan(plan, request.project);
    process.stdout.write(`${text}\n`);
    return plan.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};

/** The plan with what was built; the exit code when it tells of a failure instead, or was stopped. */
async function buildFirst(
  request: LaunchRequest,
  plan: LaunchPlan,
  isJson: boolean,
): Promise<LaunchPlan | number> {
  const stopped = new AbortController();
  const removeHandlers = onStopSignal((signal) => stopped.abort(signal));
  try {
    const failure = planFailure(plan, request.project);
    if (failure) throw failure;
    return await planBuilt(request, plan, { build: true }, stopped.signal);
  } catch (error) {
    if (stopped.signal.aborted) return exitCodeOfSignal(stopped.signal.reason as NodeJS.Signals);
    if (!(error instanceof LaunchFailure)) throw error;
    const params = error.toParams();
    process.stderr.write(formatFailure(params));
    if (isJson) process.stdout.write(`${JSON.stringify({ failure: params }, undefined, 2)}\n`);
    return error.exitCode;
  } finally {
    removeHandlers();
  }
}

function describePlan(plan: LaunchPlan, project: Project): string {
  const origin = (key: string) => (plan.origins[key] ? ` (${plan.origins[key]})` : '');
  const command = [plan.command, ...plan.args].map(quoteArgument).join(' ');
  const rows: [string, string][] = [
    ['Project', `${plan.project} (${plan.kind})`],
    ['Profile', plan.profile === null ? 'none' : `${plan.profile} (${plan.commandName})`],
    ['Server', plan.server ?? "the program's own"],
    ['Command', command],
    ['Folder', plan.cwd],
    ['Addresses', plan.urls.join(', ') || 'known to the program only'],
    ['Browser', plan.browser.launch ? (plan.browser.url ?? 'the first address') : 'no'],
    ...Object.entries(plan.env).map(([name, value]): [string, string] => [
      'Environment',
      `${name}=${value}${origin(`env.${name}`)}`,
    ]),
    ...plan.diagnostics.map((diagnostic): [string, string] => [
      diagnostic.severity === 'information' ? 'Note' : capitalize(diagnostic.severity),
      locateDiagnostic(diagnostic, project),
    ]),
  ];
  return rows.map(([name, value]) => `${`${name}:`.padEnd(13)}${value}`).join('\n');
}

function quoteArgument(argument: string): string {
  return /^[^\s"']+$/.test(argument) ? argument : JSON.stringify(argument);
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
