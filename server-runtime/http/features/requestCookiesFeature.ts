import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The cookies as the app is to see them, in place of what the `Cookie` header says. */
export interface IRequestCookiesFeature {
  /** Values by name, unescaped; of equal names the first. */
  cookies: ReadonlyMap<string, string>;
}
export const IRequestCookiesFeature: FeatureKey<IRequestCookiesFeature> =
  featureKey('IRequestCookiesFeature');
