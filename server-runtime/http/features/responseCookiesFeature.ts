import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { CookieOptions } from '../responseCookies.ts';

/** Where cookies that the app sets go. Middleware may put its own here, to change or refuse some. */
export interface IResponseCookiesFeature {
  /** Adds and removes cookies. */
  readonly cookies: IResponseCookies;
}
export const IResponseCookiesFeature: FeatureKey<IResponseCookiesFeature> =
  featureKey('IResponseCookiesFeature');

/** Sets and deletes cookies (RFC 6265). */
export interface IResponseCookies {
  /** Adds a Set-Cookie line; the value is escaped. Throws once the response has started. */
  append(name: string, value: string, options?: CookieOptions): void;
  /** Tells the client to forget a cookie; path and domain must be those that it was set with. */
  delete(name: string, options?: CookieOptions): void;
}
