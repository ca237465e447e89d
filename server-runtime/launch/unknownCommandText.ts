import { knownCommandNames } from './commandNames.ts';
import { launchText, withSentence, type LaunchText } from './launchText.ts';
import { nearestNames } from './nearestName.ts';

/** What is said about a `commandName` that no tool knows, with the known one that it looks like. */
export function unknownCommandText(commandName: string): LaunchText {
  const nearest = nearestNames(commandName, knownCommandNames)[0];
  const hint = nearest === undefined ? undefined : launchText("Did you mean '{0}'?", nearest);
  return withSentence(launchText("'{0}' is no launch command.", commandName), hint);
}
