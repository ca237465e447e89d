import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Tells whether to expect a body without reading. */
export interface IHttpRequestBodyDetectionFeature {
  /** False: there is none. True: there may be one, though it may turn out empty. */
  readonly canHaveBody: boolean;
}
export const IHttpRequestBodyDetectionFeature: FeatureKey<IHttpRequestBodyDetectionFeature> =
  featureKey('IHttpRequestBodyDetectionFeature');
