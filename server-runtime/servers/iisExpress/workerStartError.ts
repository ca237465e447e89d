import { type FailureTexts, failureWords } from '../../contracts/failureWords.ts';
import type { LocalizableText } from '../../contracts/localizableText.ts';
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
  help?: readonly LocalizableText[];
}

/** No worker listens, and here is why. */
export class WorkerStartError extends Error {
  readonly code: WorkerStartErrorCode;
  readonly commandLine: string;
  readonly exit: ProcessExit | undefined;
  readonly output: string[];
  readonly help: string[];
  /** Message and help in parts. */
  readonly texts: FailureTexts;

  constructor(code: WorkerStartErrorCode, text: LocalizableText, details: WorkerStartDetails = {}) {
    const { message, help, texts } = failureWords(text, details.help);
    super(message);
    this.name = 'WorkerStartError';
    this.code = code;
    this.commandLine = details.commandLine ?? '';
    this.exit = details.exit;
    this.output = details.output ?? [];
    this.help = help;
    this.texts = texts;
  }
}
