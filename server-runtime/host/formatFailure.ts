import type { FailureParams } from '../contracts/controlMessages.ts';

/** A failure as text for a terminal: what happened, what the process wrote last, what would help. */
export function formatFailure({ message, output, help }: FailureParams): string {
  const lines = [
    `error: ${message}`,
    ...output.map((line) => `  | ${line}`),
    ...help.map((sentence) => `  ${sentence}`),
  ];
  return `${lines.join('\n')}\n`;
}
