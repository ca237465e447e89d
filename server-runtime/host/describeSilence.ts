import type { FailureParams } from '../contracts/controlMessages.ts';
import { EnvironmentVariables } from '../contracts/environmentVariables.ts';
import { failureWords } from '../contracts/failureWords.ts';
import { localizableText, type LocalizableText } from '../contracts/localizableText.ts';
import { appOption } from '../launch/appOption.ts';
import type { LaunchPlan } from '../launch/launchPlan.ts';

/** Variables that tell an app of ASP.NET Core where to listen, the one that counts first. */
const variables = [
  EnvironmentVariables.urls,
  'DOTNET_URLS',
  'ASPNETCORE_HTTP_PORTS',
  'ASPNETCORE_HTTPS_PORTS',
] as const;

/**
 * What to say of a program that goes on and does not listen: where it was told to, by what, and what would help.
 * @param environment all that the program has
 */
export function describeSilence(
  plan: LaunchPlan,
  environment: Readonly<Record<string, string | undefined>>,
): FailureParams {
  const isExecutable = plan.commandName === 'Executable';
  const advice = isExecutable
    ? localizableText(
        'Give it the address as it takes one, in an argument or in a variable such as PORT. A tool needs none.',
      )
    : localizableText(
        'Addresses in its code or its appsettings.json come before these. A console app needs none.',
      );
  const message = localizableText('It runs, and does not listen on an address.');
  const words = failureWords(message, [whatItWasTold(plan, isExecutable, environment), advice]);
  return { code: 'does-not-listen', output: [], ...words };
}

function whatItWasTold(
  { args, urls, origins }: LaunchPlan,
  isExecutable: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): LocalizableText {
  const addresses = urls.join(', ');
  if (urls.length === 0) {
    return localizableText('Nothing tells it where to listen, nor us where it will.');
  }
  if (isExecutable && origins['urls'] === 'applicationUrl') {
    return localizableText(
      'It is expected on {0}, by applicationUrl, which such a program is not told.',
      addresses,
    );
  }
  const hasOption = ['urls', 'server.urls'].some((key) => appOption(args, key));
  const means =
    hasOption && !isExecutable ? '--urls' : variables.find((name) => environment[name]?.trim());
  if (means === undefined || origins['urls'] === 'default') {
    return localizableText(
      'It was told no address: an app of ASP.NET Core listens on {0} then.',
      addresses,
    );
  }
  return origins['urls'] === 'applicationUrl'
    ? localizableText('It was told {0}, by {1}, which applicationUrl has set.', addresses, means)
    : localizableText('It was told {0}, by {1}.', addresses, means);
}
