import type { ProcessExit } from '../../processes/childProcessHandle.ts';

/** Why no worker could be had. Codes are stable. */
export type WorkerStartErrorCode =
  | 'worker-not-found'
  | 'worker-exited'
  | 'worker-timeout'
  | 'worker-port-taken'
  | 'worker-port-invalid'
  | 'worker-rapid-fail';

export interface WorkerStartDetails {
  /** The command line as a person would type it. */
  commandLine?: string;
  exit?: ProcessExit | undefined;
  /** The last lines that the worker wrote, oldest first. */
  output?: string[];
  /** What would help, one sentence each. */
  help?: string[];
}

/** No worker listens, and here is why. */
export class WorkerStartError extends Error {
  readonly code: WorkerStartErrorCode;
  readonly commandLine: string;
  readonly exit: ProcessExit | undefined;
  readonly output: string[];
  readonly help: string[];

  constructor(code: WorkerStartErrorCode, message: string, details: WorkerStartDetails = {}) {
    super(message);
    this.name = 'WorkerStartError';
    this.code = code;
    this.commandLine = details.commandLine ?? '';
    this.exit = details.exit;
    this.output = details.output ?? [];
    this.help = details.help ?? [];
  }
}
