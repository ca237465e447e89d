import { execFile } from 'node:child_process';

/**
 * Runs a program of the OS and resolves with its standard output, whatever its exit code (lsof ends with 1 when one
 * of several things was not found), or with '' when it is missing or takes more than five seconds.
 */
export function runTool(
  command: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { timeout: 5000, windowsHide: true, maxBuffer: 16 * 1024 * 1024, ...(signal && { signal }) },
      (_error, stdout) => resolve(stdout),
    );
  });
}
