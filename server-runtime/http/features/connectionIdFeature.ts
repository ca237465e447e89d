import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Names the connection in logs, whatever middleware makes of `IHttpConnectionFeature`. */
export interface IConnectionIdFeature {
  /** As `0HMPNHL0JHL76`; the same for all requests of the connection. */
  readonly connectionId: string;
}
export const IConnectionIdFeature: FeatureKey<IConnectionIdFeature> =
  featureKey('IConnectionIdFeature');
