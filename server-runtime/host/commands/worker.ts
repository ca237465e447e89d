import { HostApp } from '../hostApp.ts';
import type { HostCommand } from '../hostCommand.ts';
import { projectOption } from '../launchOptions.ts';
import { LaunchFailure } from '../launchFailure.ts';
import { onStopSignal } from '../processSignals.ts';
import { openProject } from '../project.ts';
import { loadRuntime } from '../runtimeFace.ts';
import { resolveRuntime } from '../runtimeResolution.ts';
import type { StandbyAnswer, StandbyMessage } from '../supervisor/standbyWorker.ts';

/** `worker`, internal: the process behind the front end of the proxied server. Its environment says where to listen. */
export const workerCommand: HostCommand = {
  name: 'worker',
  summary: 'Run the app of a host project behind the proxied server',
  options: [
    projectOption,
    { name: '--standby', help: 'Wait for the rest of the environment over the message channel' },
  ],
  takesAppArguments: true,
  async run(args) {
    const { directory, content } = openProject(args.value('--project') ?? '.');
    const channel = args.has('--standby') ? await standBy(directory) : undefined;
    // Where it listens is between the two processes: what people should see is the address of the front end.
    process.env['ASPNETCORE_SUPPRESSSTATUSMESSAGES'] ??= 'true';
    let isServing = false;
    const app = new HostApp({
      directory,
      workingDirectory: process.cwd(),
      ...(content.entry !== undefined && { entry: content.entry }),
      args: args.appArguments,
      onAddresses: () => {
        if (isServing) return;
        isServing = true;
        void channel?.send({ isListening: true });
      },
      // A launch fails with its app; a browser gets the error page of a worker that is started again later.
      failsOnStartupErrors: channel !== undefined,
    });
    channel?.onClosed(() => app.stop('SIGTERM'));
    onStopSignal((signal) => app.stop(signal));
    try {
      return await app.finished;
    } catch (error) {
      if (!channel || isServing || !(error instanceof LaunchFailure)) throw error;
      await channel.send({ failure: error.toParams() });
      return error.exitCode;
    }
  },
};

/** The way back to the host that started this worker. */
interface HostChannel {
  send(answer: StandbyAnswer): Promise<void>;
  onClosed(listener: () => void): void;
}

/** Loads what any app needs, and resolves once the environment is complete. */
async function standBy(directory: string): Promise<HostChannel> {
  const abandoned = () => process.exit(1);
  process.once('disconnect', abandoned);
  const message = new Promise<StandbyMessage>((resolve) => {
    process.once('message', resolve);
  });
  // What is wrong with the runtime is told when the app asks for it.
  await loadRuntime(resolveRuntime(directory)).catch(() => {});
  const { set, unset } = await message;
  for (const name of unset) delete process.env[name];
  Object.assign(process.env, set);

  const send = process.send?.bind(process);
  // The app is to find no channel, as any other worker, and to end as if there were none.
  delete process.send;
  process.channel?.unref();
  return {
    send: (answer) =>
      new Promise((resolve) => {
        if (send) send(answer, () => resolve());
        else resolve();
      }),
    onClosed: (listener) => {
      process.off('disconnect', abandoned);
      process.once('disconnect', listener);
    },
  };
}
