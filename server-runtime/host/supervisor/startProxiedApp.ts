import { parseApplicationUrl } from '../../launch/applicationUrl.ts';
import type { LaunchPlan } from '../../launch/launchPlanModel.ts';
import type { WorkerSpec } from '../../servers/iisExpress/iisExpressOptions.ts';
import { foreignEnvironment } from '../appEnvironment.ts';
import { hostWorkerProcess, isHostWorker } from '../hostWorker.ts';
import { LaunchFailure } from '../launchFailure.ts';
import type { LaunchReporter } from '../launchReporter.ts';
import { type LaunchRequest, readSettings } from '../prepareLaunch.ts';
import type { RunningApp } from '../runningApp.ts';
import { ProxiedApp } from './proxiedApp.ts';
import type { StandbyWorker } from './standbyWorker.ts';

export interface ProxiedLaunch {
  request: LaunchRequest;
  plan: LaunchPlan;
  reporter: LaunchReporter;
  /** A worker of a host project that is coming up already. */
  standby: StandbyWorker | undefined;
  onListening: (addresses: readonly string[]) => void;
}

/** Starts the front end for a plan, and the worker that the plan's project takes. */
export function startProxiedApp({
  request,
  plan,
  reporter,
  standby,
  onListening,
}: ProxiedLaunch): RunningApp {
  const { windowsAuthentication, anonymousAuthentication } = readSettings(request.project)
    ?.iisSettings ?? { windowsAuthentication: false, anonymousAuthentication: true };
  const { urls, applicationPath } = siteAddresses(plan.urls);
  const isExecutable = plan.commandName === 'Executable';
  return new ProxiedApp({
    site: {
      urls,
      applicationPath,
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

/**
 * The site's addresses without their path, and the path, which is the application's. Without a certificate https
 * addresses are left out, with a warning, as long as there is an http one.
 */
function siteAddresses(planned: readonly string[]): { urls: string[]; applicationPath: string } {
  const addresses = parseApplicationUrl(planned.join(';'), { server: 'IISExpress' }).urls;
  const http = addresses.filter(({ scheme }) => scheme === 'http');
  const https = addresses.filter(({ scheme }) => scheme === 'https');
  if (http.length === 0) {
    throw new LaunchFailure('no-http-address', 'The site has no http address.', {
      help: ['Give iisSettings.iisExpress an applicationUrl that starts with http://.'],
    });
  }
  for (const { text } of https) {
    process.stderr.write(`warning: ${text} is left out: there is no certificate for it\n`);
  }
  return {
    urls: http.map(({ text, pathBase }) => (pathBase ? text.slice(0, -pathBase.length) : text)),
    applicationPath: http[0]?.pathBase || '/',
  };
}

/** Under a debugger nothing may be said about how long a start takes. */
function isDebugged(): boolean {
  return (
    process.execArgv.some((argument) => argument.startsWith('--inspect')) ||
    /--inspect|bootloader/.test(process.env['NODE_OPTIONS'] ?? '')
  );
}
