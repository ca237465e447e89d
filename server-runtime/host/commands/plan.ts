import type { LaunchPlan } from '../../launch/launchPlanModel.ts';
import type { HostCommand } from '../hostCommand.ts';
import { launchOptions } from '../launchOptions.ts';
import { jsonOf } from './jsonOf.ts';
import { locateDiagnostic, planLaunch, readLaunchRequest } from '../prepareLaunch.ts';
import type { Project } from '../project.ts';

/** `plan`: prints what `run` would do, and starts nothing. */
export const planCommand: HostCommand = {
  name: 'plan',
  summary: 'Show what launching a profile would do',
  options: [...launchOptions, { name: '--json', help: 'Print the plan as JSON' }],
  takesAppArguments: true,
  async run(args) {
    const request = readLaunchRequest(args);
    const plan = planLaunch(request);
    const text = args.has('--json') ? jsonOf(plan) : describePlan(plan, request.project);
    process.stdout.write(`${text}\n`);
    return plan.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};

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
