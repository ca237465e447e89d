import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Knows when the client goes away. */
export interface IHttpRequestLifetimeFeature {
  /** Aborts on disconnect or {@link abort}; never after the response has completed. Made on first use. */
  requestAborted: AbortSignal;
  /** Ends the connection without a response, or in the middle of one. */
  abort(): void;
}
export const IHttpRequestLifetimeFeature: FeatureKey<IHttpRequestLifetimeFeature> = featureKey(
  'IHttpRequestLifetimeFeature',
);
