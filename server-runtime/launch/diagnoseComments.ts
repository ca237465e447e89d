import { createDiagnostic } from './createDiagnostic.ts';
import { dialects } from './dialect.ts';
import { jsonPath } from './jsonPath.ts';
import { localizableText } from '../contracts/localizableText.ts';
import type { LaunchDiagnostic, LaunchSettings } from './model.ts';

/** Comments and trailing commas within profiles: some SDKs run the app without such a profile. One finding per profile. */
export function diagnoseComments(settings: LaunchSettings): LaunchDiagnostic[] {
  const found: LaunchDiagnostic[] = [];
  const rejecting = Object.values(dialects).find((dialect) => dialect.rejectsCommentsInProfile);
  if (rejecting === undefined) return found;
  let next = 0;
  for (const { name, valueRange } of settings.profiles) {
    if (valueRange === undefined) continue;
    const end = valueRange.offset + valueRange.length;
    // Profiles and extensions are both in file order, so one pass over each is enough.
    while ((settings.jsonExtensions[next]?.offset ?? Infinity) < valueRange.offset) next++;
    const range = settings.jsonExtensions[next];
    if (range === undefined || range.offset >= end) continue;
    const text = localizableText(
      '{0} rejects a profile that holds a comment or a trailing comma.',
      rejecting.title,
    );
    const { lineStarts } = settings;
    const path = jsonPath('profiles', name);
    found.push(createDiagnostic('comment-in-profile', text, { path, range, lineStarts }));
  }
  return found;
}
