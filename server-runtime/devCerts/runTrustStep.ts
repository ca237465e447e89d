import { spawnSync } from 'node:child_process';
import type { CommandLine, TrustStep } from './trustStep.ts';

/** What became of a step. */
export interface TrustResult {
  step: TrustStep;
  outcome: 'done' | 'failed' | 'left';
  /** Why it failed, in the words of the command. */
  reason: string;
}

/** A person may have to find and type a password first. Milliseconds. */
const patience = 120_000;

/** Runs the commands of a step, unless something for them is missing. */
export function runTrustStep(step: TrustStep): TrustResult {
  if (step.needs !== undefined) return { step, outcome: 'left', reason: step.needs };
  for (const line of step.commands) {
    const reason = run(line);
    if (reason !== undefined) return { step, outcome: 'failed', reason };
  }
  return { step, outcome: 'done', reason: '' };
}

function run([command, ...args]: CommandLine): string | undefined {
  const { error, status, signal, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
  });
  if (error) return `${command}: ${error.message}`;
  if (status === 0) return undefined;
  // Windows' certutil tells its errors on stdout.
  const said = (stderr.trim() || stdout.trim()).split(/\r?\n/).at(-1);
  return `${command}: ${said || `ended with ${signal ?? `exit code ${status}`}`}`;
}
