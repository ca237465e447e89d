import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { UserError } from '../base/userError.ts';

/**
 * Where a profile stands now: the text may have changed since its place was looked up.
 * @param profile where it stood; of several of its name it is this one, while one of them stands there
 * @param name undefined when it is where it stood
 * @throws UserError when the profile is gone.
 */
export function placeOfNamed(
  profiles: readonly { readonly name: string }[],
  profile: number,
  name: string | undefined,
): number {
  if (name === undefined || profiles[profile]?.name === name) return profile;
  const place = profiles.findIndex((candidate) => candidate.name === name);
  if (place >= 0) return place;
  throw new UserError(localizableText('There is no profile "{0}" any more.', name), {
    code: 'profile-gone',
  });
}
