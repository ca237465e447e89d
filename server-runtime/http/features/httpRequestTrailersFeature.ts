import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { IHeaderDictionary } from '../headers.ts';

/** The fields after a body that is chunked (RFC 9112 §7.1.2), or of HTTP/2. */
export interface IHttpRequestTrailersFeature {
  /** True once the body has been read to its end. */
  readonly isAvailable: boolean;
  /** Empty when there are none. Throws before they are available. */
  readonly trailers: IHeaderDictionary;
}
export const IHttpRequestTrailersFeature: FeatureKey<IHttpRequestTrailersFeature> = featureKey(
  'IHttpRequestTrailersFeature',
);
