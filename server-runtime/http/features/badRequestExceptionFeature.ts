import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Tells what the server has found wrong with a request that the app has got already: that is, with its body. */
export interface IBadRequestExceptionFeature {
  /** A BadHttpRequestError; undefined while nothing is wrong. */
  readonly error: Error | undefined;
}
export const IBadRequestExceptionFeature: FeatureKey<IBadRequestExceptionFeature> = featureKey(
  'IBadRequestExceptionFeature',
);
