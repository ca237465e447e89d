import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { IHeaderDictionary } from '../headers.ts';

/** The fields after the body of a response (RFC 9110 §6.5), where the protocol always has room for them. */
export interface IHttpResponseTrailersFeature {
  /** Sent when the response completes; read-only from then on. A response without a body has none. */
  trailers: IHeaderDictionary;
}
export const IHttpResponseTrailersFeature: FeatureKey<IHttpResponseTrailersFeature> = featureKey(
  'IHttpResponseTrailersFeature',
);
