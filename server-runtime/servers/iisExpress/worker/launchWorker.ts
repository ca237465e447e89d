import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { ChildProcessHandle } from '../../../processes/childProcessHandle.ts';
import { startProcess } from '../../../processes/startProcess.ts';
import type { WorkerSpec } from '../iisExpressOptions.ts';
import { WorkerStartError } from '../workerStartError.ts';
import { formatCommandLine, resolveCommand } from './workerCommand.ts';

/** Where a worker's output goes. */
export interface WorkerOutput {
  stdout: Writable | undefined;
  stderr: Writable | undefined;
}

/** Starts the process of a worker. Rejects with {@link WorkerStartError}, worded for a person. */
export async function launchWorker(
  worker: WorkerSpec,
  physicalPath: string,
  env: NodeJS.ProcessEnv,
  output: WorkerOutput,
): Promise<ChildProcessHandle> {
  const prepared = await worker.start?.(env, output);
  if (prepared) return prepared;
  const cwd = worker.cwd ?? physicalPath;
  const command = resolveCommand(worker.command, physicalPath);
  try {
    return await startProcess({ command, args: worker.args, cwd, env, ...output });
  } catch (error) {
    const commandLine = formatCommandLine(worker);
    // The system names the command when it is the folder that is missing.
    if (!existsSync(cwd)) {
      const message = `The worker process could not be started: its folder ${cwd} does not exist.`;
      throw new WorkerStartError('worker-not-found', message, { commandLine });
    }
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const message = `The worker process ${worker.command} could not be started: ${code}.`;
    const help = [
      code === 'ENOENT'
        ? `Is ${worker.command} installed, and on the PATH?`
        : `May ${worker.command} be executed?`,
    ];
    throw new WorkerStartError('worker-not-found', message, { commandLine, help });
  }
}
