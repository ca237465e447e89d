import { createDiagnostic } from './createDiagnostic.ts';
import type { Dialect } from './dialect.ts';
import { propertyPlace } from './diagnosticPlace.ts';
import { expand } from './expansion.ts';
import { jsonPath } from './jsonPath.ts';
import type { LaunchPlanInput } from './launchPlanModel.ts';
import { localizableText } from '../contracts/localizableText.ts';
import type { LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';
import { projectProperties } from './projectProperties.ts';

/** Expands a value of a profile. The first name of the path is the property, which decides what is expanded. */
export type Expander = (
  path: readonly [property: string, ...rest: string[]],
  text: string,
) => string;

/** What an {@link Expander} goes by; findings about unknown properties are added to `diagnostics`, each once. */
export interface ExpanderContext {
  readonly input: LaunchPlanInput;
  readonly settings: LaunchSettings | undefined;
  readonly profile: LaunchProfile | undefined;
  readonly dialect: Dialect;
  readonly diagnostics: LaunchDiagnostic[];
}

/** Makes the function that expands the values of one profile for one launch. */
export function createExpander(context: ExpanderContext): Expander {
  const { input, settings, profile, dialect, diagnostics } = context;
  const { platform, environment } = input;
  const properties = { ...projectProperties(input.project, platform), ...input.properties };
  const reported = new Set<string>();
  return (path, text) => {
    const [property] = path;
    return expand(text, {
      platform,
      environment: dialect.expandsVariablesIn.has(property) ? environment : undefined,
      properties: dialect.expandsPropertiesIn.has(property) ? properties : undefined,
      onUnknownProperty: (name) => {
        if (profile === undefined) return;
        const place = {
          ...propertyPlace(profile, property, settings),
          path: jsonPath('profiles', profile.name, ...path),
        };
        // One finding is enough for a property that is named twice.
        if (reported.has(`${place.path} ${name}`)) return;
        reported.add(`${place.path} ${name}`);
        const unknown = localizableText('$({0}) is not known here: it expands to nothing.', name);
        diagnostics.push(createDiagnostic('unknown-msbuild-property', unknown, place));
      },
    });
  };
}
