import type { HostCommand } from '../hostCommand.ts';
import { HostApp } from '../hostApp.ts';
import { projectOption } from '../launchOptions.ts';
import { onStopSignal } from '../processSignals.ts';
import { openProject } from '../project.ts';

/** `worker`, internal: the process behind the front end of the proxied server. Its environment says where to listen. */
export const workerCommand: HostCommand = {
  name: 'worker',
  summary: 'Run the app of a host project behind the proxied server',
  options: [projectOption],
  takesAppArguments: true,
  run(args) {
    // Where it listens is between the two processes: what people should see is the address of the front end.
    process.env['ASPNETCORE_SUPPRESSSTATUSMESSAGES'] ??= 'true';
    const { directory, content } = openProject(args.value('--project') ?? '.');
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
