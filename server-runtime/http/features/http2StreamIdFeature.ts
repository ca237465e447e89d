import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Names the stream of HTTP/2 that a request came on. */
export interface IHttp2StreamIdFeature {
  /** Odd, as those are that clients open (RFC 9113 §5.1.1). */
  readonly streamId: number;
}
export const IHttp2StreamIdFeature: FeatureKey<IHttp2StreamIdFeature> =
  featureKey('IHttp2StreamIdFeature');
