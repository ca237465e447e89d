import { takeControlVariables } from '../appEnvironment.ts';
import type { HostCommand } from '../hostCommand.ts';
import { describeAppError } from '../describeError.ts';
import { Launch } from '../launch.ts';
import type { LaunchFailure } from '../launchFailure.ts';
import { launchOptions } from '../launchOptions.ts';
import { LaunchReporter } from '../launchReporter.ts';
import { onStopSignal } from '../processSignals.ts';
import { UsageError } from '../usageError.ts';

/** `run`: launches a profile and stays until it has ended. */
export const runCommand: HostCommand = {
  name: 'run',
  summary: 'Launch a profile',
  options: [
    ...launchOptions,
    { name: '--no-build', help: 'Do not build a .NET project first' },
    { name: '--no-browser', help: 'Open no browser, whatever the profile says' },
  ],
  takesAppArguments: true,
  async run(args) {
    const control = takeControlVariables();
    const client =
      control &&
      (
        await import(
          /* webpackMode: "lazy", webpackChunkName: "hostControl" */ '../controlClient.ts'
        )
      ).ControlClient;
    let launch: Launch | undefined;
    let isStopRequested = false;
    const stop = (signal: NodeJS.Signals) => {
      isStopRequested = true;
      launch?.stop(signal);
    };
    const channel =
      client &&
      new client(control.path, control.token, {
        stop: () => stop('SIGTERM'),
        restart: () => launch?.restart() ?? false,
        watchRequests: (enabled) => launch?.watchRequests(enabled) ?? false,
        requests: () => launch?.requests() ?? null,
        closed: () => stop('SIGTERM'),
      });
    const reporter = new LaunchReporter(channel);
    reporter.process({
      event: 'started',
      pid: process.pid,
      role: 'host',
      runtime: 'node',
      name: 'node',
    });
    reporter.state('starting');
    onStopSignal(stop);
    try {
      launch = new Launch({ args, reporter, isDrivenByEditor: channel !== undefined });
      if (isStopRequested) launch.stop('SIGTERM');
      const exitCode = await launch.run();
      reporter.state('stopped');
      return exitCode;
    } catch (error) {
      const failure = await toFailure(error);
      reporter.failed(failure);
      return failure.exitCode;
    } finally {
      await channel?.close();
    }
  },
};

async function toFailure(error: unknown): Promise<LaunchFailure> {
  if (error instanceof UsageError) {
    const { LaunchFailure } = await import('../launchFailure.ts');
    return new LaunchFailure('usage', error.message, { exitCode: 2, cause: error });
  }
  return describeAppError(error, process.cwd(), undefined);
}
