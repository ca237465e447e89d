import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { localizableText } from '../../../contracts/localizableText.ts';
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
      const text = localizableText(
        'The worker process could not be started: its folder {0} does not exist.',
        cwd,
      );
      throw new WorkerStartError('worker-not-found', text, { commandLine });
    }
    const { code, message } = error as NodeJS.ErrnoException;
    const text = localizableText(
      'The worker process {0} could not be started: {1}.',
      worker.command,
      code ?? message,
    );
    const help = [
      code === 'ENOENT'
        ? localizableText('Is {0} installed, and on the PATH?', worker.command)
        : localizableText('May {0} be executed?', worker.command),
    ];
    throw new WorkerStartError('worker-not-found', text, { commandLine, help });
  }
}
