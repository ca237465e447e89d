import { localizableText } from '../contracts/localizableText.ts';
import { appErrorText } from './appErrorText.ts';
import { LaunchFailure, type LaunchFailureOptions } from './launchFailure.ts';
import { formatLocation } from './stackFrames.ts';
import { unhandledError } from './unhandledError.ts';

/** What ASP.NET Core says, in English whatever the language, when https has no certificate. */
const noCertificate = /default developer certificate could not be found or is out of date/;

/** The failure of a program that an error of its own has ended; undefined when its output tells of none. */
export function describeCrash(
  output: readonly string[],
  projectFolder: string,
  options: Omit<LaunchFailureOptions, 'help' | 'place'>,
): LaunchFailure | undefined {
  if (output.some((line) => noCertificate.test(line))) {
    return new LaunchFailure(
      'no-dotnet-certificate',
      localizableText('The app cannot listen on https: .NET has no valid development certificate.'),
      { ...options, help: [localizableText("Make one: '{0}'.", 'dotnet dev-certs https --trust')] },
    );
  }
  const error = unhandledError(output, projectFolder);
  if (!error) return undefined;
  const { summary, place } = error;
  const location = place && formatLocation(place, projectFolder);
  return new LaunchFailure('app-threw', appErrorText(summary, location, true), {
    ...options,
    place,
    help: location ? [localizableText('Look at {0}.', location)] : [],
  });
}
