import type { FailureParams } from '../contracts/controlMessages.ts';

/** A failure as text for a terminal: what happened, what the process wrote last, what would help. */
export function formatFailure(failure: FailureParams): string {
  const output =
    failure.output.length > 0
      ? ['  Last output:', ...failure.output.map((line) => `    ${line}`)]
      : [];
  const help = failure.help.map((sentence) => `  ${sentence}`);
  return [`error: ${failure.message}`, ...output, ...help].join('\n') + '\n';
}
