import { knownCommandNames } from './commandNames.ts';
import {
  localizableText,
  withSentence,
  type LocalizableText,
} from '../contracts/localizableText.ts';
import { nearestNames } from './nearestName.ts';

/** What is said about a `commandName` that no tool knows, with the known one that it looks like. */
export function unknownCommandText(commandName: string): LocalizableText {
  const nearest = nearestNames(commandName, knownCommandNames)[0];
  const hint = nearest === undefined ? undefined : localizableText("Did you mean '{0}'?", nearest);
  return withSentence(localizableText("'{0}' is no launch command.", commandName), hint);
}
