import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Names the connection in logs, whatever middleware makes of `IHttpConnectionFeature`. */
export interface IConnectionIdFeature {
  readonly connectionId: string;
}
export const IConnectionIdFeature: FeatureKey<IConnectionIdFeature> =
  featureKey('IConnectionIdFeature');
