import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Ends a stream of HTTP/2 with an error code (RFC 9113 §7); the other streams of the connection go on. */
export interface IHttpResetFeature {
  /** Sends RST_STREAM. The request counts as aborted. Throws a RangeError for a code that is none. */
  reset(errorCode: number): void;
}
export const IHttpResetFeature: FeatureKey<IHttpResetFeature> = featureKey('IHttpResetFeature');
