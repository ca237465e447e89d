import { localizableText } from '../contracts/localizableText.ts';
import { LaunchFailure } from './launchFailure.ts';

/** The failure of a launch whose working directory is not there. */
export function folderMissing(cwd: string, cause: unknown): LaunchFailure {
  return new LaunchFailure(
    'folder-missing',
    localizableText('The working directory {0} does not exist.', cwd),
    { help: [localizableText('Correct workingDirectory in the profile.')], cause },
  );
}
