import type { LaunchPlan } from '../../launch/launchPlanModel.ts';
import type { SiteCertificate, WorkerSpec } from '../../servers/iisExpress/iisExpressOptions.ts';
import { foreignEnvironment } from '../appEnvironment.ts';
import { hostWorkerProcess, isHostWorker } from '../hostWorker.ts';
import type { LaunchReporter } from '../launchReporter.ts';
import { type LaunchRequest, readSettings } from '../prepareLaunch.ts';
import type { RunningApp } from '../runningApp.ts';
import { ProxiedApp } from './proxiedApp.ts';
import { siteAddresses } from './siteAddresses.ts';
import type { StandbyWorker } from './standbyWorker.ts';

export interface ProxiedLaunch {
  request: LaunchRequest;
  plan: LaunchPlan;
  reporter: LaunchReporter;
  /** A worker of a host project that is coming up already. */
  standby: StandbyWorker | undefined;
  onListening: (addresses: readonly string[]) => void;
}

/** Starts the front end for a plan, and the worker that the plan's project takes. Rejects with LaunchFailure. */
export async function startProxiedApp({
  request,
  plan,
  reporter,
  standby,
  onListening,
}: ProxiedLaunch): Promise<RunningApp> {
  const { windowsAuthentication, anonymousAuthentication } = readSettings(request.project)
    ?.iisSettings ?? { windowsAuthentication: false, anonymousAuthentication: true };
  const { warnings, ...addresses } = await siteAddresses(plan.urls, findCertificate);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  const isExecutable = plan.commandName === 'Executable';
  return new ProxiedApp({
    site: {
      ...addresses,
      physicalPath: plan.project,
      // These are switches of the IIS Express site, which an Executable has no part in.
      ...(!isExecutable && { windowsAuthentication, anonymousAuthentication }),
      isDebuggerAttached: isDebugged(),
    },
    worker: workerOf(plan, standby),
    workerRuntime: isExecutable ? 'other' : plan.kind === 'dotnet' ? 'dotnet' : 'node',
    reporter,
    onListening,
  });
}

function workerOf(plan: LaunchPlan, standby: StandbyWorker | undefined): WorkerSpec {
  const { stdout, stderr } = process;
  if (!isHostWorker(plan)) {
    const { command, args, cwd, env } = plan;
    return { command, args, cwd, env: foreignEnvironment(env), stdout, stderr };
  }
  return {
    command: process.execPath,
    ...hostWorkerProcess(plan),
    stdout,
    stderr,
    ...(standby && { start: (env, output) => standby.take(env, output) }),
  };
}

/** Loaded for https addresses only: most sites have none, and start sooner. */
async function findCertificate(): Promise<SiteCertificate | undefined> {
  const { findDevelopmentCertificate } =
    await import('../../servers/shared/developmentCertificate.ts');
  return findDevelopmentCertificate()?.keys;
}

/** Under a debugger nothing may be said about how long a start takes. */
function isDebugged(): boolean {
  return (
    process.execArgv.some((argument) => argument.startsWith('--inspect')) ||
    /--inspect|bootloader/.test(process.env['NODE_OPTIONS'] ?? '')
  );
}
