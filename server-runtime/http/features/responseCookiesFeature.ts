import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { CookieOptions } from '../responseCookies.ts';

/** Where cookies that the app sets go. Middleware may put its own here, to change or refuse some. */
export interface IResponseCookiesFeature {
  readonly cookies: IResponseCookies;
}
export const IResponseCookiesFeature: FeatureKey<IResponseCookiesFeature> =
  featureKey('IResponseCookiesFeature');

/** Sets and deletes cookies (RFC 6265). */
export interface IResponseCookies {
  append(name: string, value: string, options?: CookieOptions): void;
  delete(name: string, options?: CookieOptions): void;
}
