import type { DiagnosticPlace } from './createDiagnostic.ts';
import { jsonPath } from './jsonPath.ts';
import type { LaunchProfile, LaunchSettings, ProfileProperty } from './model.ts';

/** The property of a profile that counts, by its catalogue name. */
function propertyOf(profile: LaunchProfile, name: string): ProfileProperty | undefined {
  return (
    profile.properties.findLast((property) => property.name === name) ??
    profile.properties.findLast((property) => property.knownAs === name)
  );
}

/** The place of a property's value; of the profile's name when the property is absent. */
export function propertyPlace(
  profile: LaunchProfile,
  name: string,
  settings: LaunchSettings | undefined,
): DiagnosticPlace & { readonly path: string; readonly lineStarts: readonly number[] } {
  return {
    path: jsonPath('profiles', profile.name, name),
    range: propertyOf(profile, name)?.valueRange ?? profile.nameRange,
    lineStarts: settings?.lineStarts ?? [],
  };
}
