import { type LocalizableText, localizableText } from '../contracts/localizableText.ts';

/** What an error of the app's own did to it, and where: while it started, or while it ran. */
export function appErrorText(
  error: LocalizableText | string,
  location: string | undefined,
  whileRunning: boolean,
): LocalizableText {
  if (location === undefined) {
    return whileRunning
      ? localizableText('The app stopped on an unhandled error: {0}', error)
      : localizableText('The app failed to start: {0}', error);
  }
  return whileRunning
    ? localizableText('The app stopped on an unhandled error: {0} ({1})', error, location)
    : localizableText('The app failed to start: {0} ({1})', error, location);
}
