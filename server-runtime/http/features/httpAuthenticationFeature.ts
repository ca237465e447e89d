import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Who makes a request. */
export interface Principal {
  /** Empty when nobody is known. */
  readonly name: string;
  /** How the name was found out, as `Basic` or `Negotiate`; empty when nobody is known. */
  readonly authenticationType: string;
  /** True when the server knows who it is. */
  readonly isAuthenticated: boolean;
}

/** Who makes a request, as the server or middleware found out. */
export interface IHttpAuthenticationFeature {
  /** Who asks; undefined until somebody finds that out. */
  user: Principal | undefined;
}
export const IHttpAuthenticationFeature: FeatureKey<IHttpAuthenticationFeature> = featureKey(
  'IHttpAuthenticationFeature',
);
