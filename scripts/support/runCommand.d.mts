export interface CommandResult {
  /** Exit code; null when a signal ended it or it could not be started. */
  code: number | null;
  output: string;
  /** The last lines of the output. */
  tail: string;
  timedOut: boolean;
}

/** Runs a command to its end, or to its time limit; never rejects. */
export function runCommand(
  command: string,
  args: readonly string[],
  options?: { cwd?: string; env?: NodeJS.ProcessEnv; minutes?: number; live?: boolean },
): Promise<CommandResult>;
