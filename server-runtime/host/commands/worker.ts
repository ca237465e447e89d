import { HostApp } from '../hostApp.ts';
import type { HostCommand } from '../hostCommand.ts';
import { projectOption } from '../launchOptions.ts';
import { onStopSignal } from '../processSignals.ts';
import { openProject } from '../project.ts';
import { loadRuntime } from '../runtimeFace.ts';
import { resolveRuntime } from '../runtimeResolution.ts';
import type { StandbyMessage } from '../supervisor/standbyWorker.ts';

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
    if (args.has('--standby')) await standBy(directory);
    // Where it listens is between the two processes: what people should see is the address of the front end.
    process.env['ASPNETCORE_SUPPRESSSTATUSMESSAGES'] ??= 'true';
    const app = new HostApp({
      directory,
      workingDirectory: process.cwd(),
      ...(content.entry !== undefined && { entry: content.entry }),
      args: args.appArguments,
    });
    onStopSignal((signal) => app.stop(signal));
    return app.finished;
  },
};

/** Loads what any app needs, and resolves once the environment is complete. The front end's end is ours. */
async function standBy(directory: string): Promise<void> {
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
  process.off('disconnect', abandoned);
  // The app is to find no channel, as any other worker.
  process.disconnect();
}
