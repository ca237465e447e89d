import { createDiagnostic } from './createDiagnostic.ts';
import { jsonPath } from './jsonPath.ts';
import { localizableText, withSentence } from '../contracts/localizableText.ts';
import type { LaunchDiagnostic, LaunchSettings } from './model.ts';
import { nearestNames } from './nearestName.ts';
import { propertyCatalogue } from './propertyCatalogue.ts';

const knownNames = propertyCatalogue.map(({ name }) => name);

/** Keys that no tool knows and that look like a mistyped known one. Other unknown keys are somebody's business. */
export function diagnoseProperties(settings: LaunchSettings): LaunchDiagnostic[] {
  const found: LaunchDiagnostic[] = [];
  for (const profile of settings.profiles) {
    for (const { name, nameRange } of profile.unknownProperties) {
      const nearest = nearestNames(name, knownNames)[0];
      if (nearest === undefined) continue;
      const text = withSentence(
        localizableText("'{0}' is not known.", name),
        localizableText("Did you mean '{0}'?", nearest),
      );
      const path = jsonPath('profiles', profile.name, name);
      const { lineStarts } = settings;
      found.push(
        createDiagnostic('unknown-property', text, { path, range: nameRange, lineStarts }),
      );
    }
  }
  return found;
}
