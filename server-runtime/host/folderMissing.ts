import { LaunchFailure } from './launchFailure.ts';

/** The failure of a launch whose working directory is not there. */
export function folderMissing(cwd: string, cause: unknown): LaunchFailure {
  return new LaunchFailure('folder-missing', `The working directory ${cwd} does not exist.`, {
    help: ['Correct workingDirectory in the profile.'],
    cause,
  });
}
