import type { RequestsResult } from '../contracts/controlMessages.ts';
import type { LaunchPlan } from '../launch/launchPlanModel.ts';
import { foreignEnvironment } from './appEnvironment.ts';
import { hostWorkerProcess, isHostWorker } from './hostWorker.ts';
import { describeSilence } from './describeSilence.ts';
import type { LaunchReporter } from './launchReporter.ts';
import type { ParsedArguments } from './parseArguments.ts';
import { planBuilt } from './planBuilt.ts';
import {
  type LaunchRequest,
  locateDiagnostic,
  planFailure,
  planLaunch,
  readLaunchRequest,
} from './prepareLaunch.ts';
import { exitCodeOfSignal } from './processSignals.ts';
import type { RunningApp } from './runningApp.ts';
import type { StandbyWorker } from './supervisor/standbyWorker.ts';

export interface LaunchOptions {
  /** The arguments of `run`. */
  args: ParsedArguments;
  reporter: LaunchReporter;
  /** The editor opens browsers itself, since it may be on another machine than we are. */
  isDrivenByEditor: boolean;
}

/** One launch: from the command line to the app's end. */
export class Launch {
  readonly #options: LaunchOptions;
  readonly #preparation = new AbortController();
  #app: RunningApp | undefined;
  #stopSignal: NodeJS.Signals | undefined;
  #isWatchingRequests = false;

  constructor(options: LaunchOptions) {
    this.#options = options;
  }

  /** Begins a graceful stop, whatever the launch is at. */
  stop(signal: NodeJS.Signals): void {
    this.#stopSignal ??= signal;
    this.#preparation.abort(new Error('The launch was stopped.'));
    this.#options.reporter.state('stopping');
    this.#app?.stop(signal);
  }

  /** Starts the app again. False when that takes a new host process, or when there is none to start again. */
  restart(): boolean {
    if (!this.#app?.restart || this.#stopSignal) return false;
    void this.#app.restart();
    return true;
  }

  /** Tells each request from now on, or no more. False when nobody stands in front of the app, or there is none yet. */
  watchRequests(enabled: boolean): boolean {
    this.#isWatchingRequests = enabled;
    this.#app?.watchRequests?.(enabled);
    return this.#app?.watchRequests !== undefined;
  }

  /** The last requests, and counters; null when nobody stands in front of the app, or there is none yet. */
  requests(): RequestsResult | null {
    return this.#app?.requests?.() ?? null;
  }

  /** Resolves with the exit code; rejects with UsageError or LaunchFailure. */
  async run(): Promise<number> {
    const request = readLaunchRequest(this.#options.args);
    try {
      const plan = await this.#prepare(request);
      this.#app = await this.#start(request, plan);
      if (this.#isWatchingRequests) this.#app.watchRequests?.(true);
      if (this.#stopSignal) this.#app.stop(this.#stopSignal);
      return await this.#app.finished;
    } catch (error) {
      if (this.#stopSignal && this.#preparation.signal.reason === error) {
        return exitCodeOfSignal(this.#stopSignal);
      }
      throw error;
    }
  }

  async #prepare(request: LaunchRequest): Promise<LaunchPlan> {
    const { args } = this.#options;
    const { project } = request;
    const plan = planLaunch(request);
    const failure = planFailure(plan, project);
    if (failure) throw failure;
    this.#tellWarnings(request, plan);
    return planBuilt(request, plan, { build: !args.has('--no-build') }, this.#preparation.signal);
  }

  /** What a person should know about a launch that goes on all the same. */
  #tellWarnings({ project, noLaunchProfile }: LaunchRequest, plan: LaunchPlan): void {
    if (!project.settings && !noLaunchProfile) {
      process.stderr.write(
        'There is no Properties/launchSettings.json; running without a profile.\n',
      );
    }
    if (project.ignoredSettingsFile !== undefined) {
      process.stderr.write(
        `warning: ${project.ignoredSettingsFile} is ignored, because ${project.settings?.file} is there\n`,
      );
    }
    const warning = plan.diagnostics.find(({ code }) => code === 'no-default-profile');
    if (warning) process.stderr.write(`warning: ${locateDiagnostic(warning, project)}\n`);
  }

  async #start(request: LaunchRequest, plan: LaunchPlan): Promise<RunningApp> {
    const isExecutable = plan.commandName === 'Executable';
    if (plan.server === 'IISExpress') return this.#startProxied(request, plan);
    if (plan.kind === 'host' && !isExecutable) return this.#startInProcess(request, plan);
    return this.#startSupervised(plan, isExecutable);
  }

  async #startInProcess({ project }: LaunchRequest, plan: LaunchPlan): Promise<RunningApp> {
    const { HostApp } = await import('./hostApp.ts');
    const { reporter } = this.#options;
    Object.assign(process.env, plan.env);
    let isFirst = true;
    let isBroken = false;
    return new HostApp({
      directory: project.directory,
      workingDirectory: plan.cwd,
      ...(project.content.entry !== undefined && { entry: project.content.entry }),
      args: plan.args,
      onAddresses: (addresses) => {
        reporter.addresses(addresses);
        reporter.state(isBroken ? 'degraded' : 'listening');
        if (isFirst) this.#openBrowser(plan, addresses);
        isFirst = false;
      },
      onStopping: () => reporter.state('stopping'),
      onStartupError: (failure) => {
        isBroken = true;
        reporter.degraded(failure.toParams());
      },
    });
  }

  async #startSupervised(plan: LaunchPlan, isExecutable: boolean): Promise<RunningApp> {
    const { SupervisedApp } = await import('./supervisor/supervisedApp.ts');
    const { reporter } = this.#options;
    const env = foreignEnvironment(plan.env);
    return new SupervisedApp({
      command: plan.command,
      args: plan.args,
      cwd: plan.cwd,
      env,
      runtime: isExecutable ? 'other' : 'dotnet',
      urls: plan.urls,
      reporter,
      // Straight to the person's terminal it keeps its colours; the editor wants the last lines of a failure.
      inheritsOutput: process.stdout.isTTY && !this.#options.isDrivenByEditor,
      onListening: (addresses, isInLine) => {
        // An ASP.NET Core app says so itself.
        if (isExecutable) announce(addresses, isInLine);
        this.#openBrowser(plan, addresses);
      },
      onSilent: () => reporter.silent(describeSilence(plan, env)),
    });
  }

  async #startProxied(request: LaunchRequest, plan: LaunchPlan): Promise<RunningApp> {
    // The worker takes longest to come up, so it does while the front end is still being loaded.
    const standby = await startStandby(plan);
    const { startProxiedApp } = await import('./supervisor/startProxiedApp.ts');
    try {
      const app = await startProxiedApp({
        request,
        plan,
        reporter: this.#options.reporter,
        standby,
        onListening: (addresses) => {
          announce(addresses);
          this.#openBrowser(plan, addresses);
        },
      });
      void app.finished.catch(() => {}).finally(() => standby?.dispose());
      return app;
    } catch (error) {
      standby?.dispose();
      throw error;
    }
  }

  #openBrowser(plan: LaunchPlan, addresses: readonly string[]): void {
    const { args, isDrivenByEditor } = this.#options;
    if (!plan.browser.launch || isDrivenByEditor || args.has('--no-browser')) return;
    if (!process.stdout.isTTY) return;
    void import('./browserLauncher.ts').then(({ openBrowser, urlToOpen }) => {
      const url = urlToOpen(plan.browser.url, addresses);
      if (url !== undefined) openBrowser(url);
    });
  }
}

async function startStandby(plan: LaunchPlan): Promise<StandbyWorker | undefined> {
  if (!isHostWorker(plan)) return undefined;
  const { StandbyWorker } = await import('./supervisor/standbyWorker.ts');
  const { stdout, stderr } = process;
  return new StandbyWorker({ ...hostWorkerProcess(plan, ['--standby']), stdout, stderr });
}

/** On lines of their own, whatever the program has written so far. */
function announce(addresses: readonly string[], isInLine = false): void {
  const lines = addresses.map((address) => `Now listening on: ${address}`);
  lines.push('Application started. Press Ctrl+C to shut down.');
  process.stdout.write(`${isInLine ? '\n' : ''}${lines.join('\n')}\n`);
}
