import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Room for what the parts of an app tell each other about the connection. */
export interface IConnectionItemsFeature {
  readonly items: Map<unknown, unknown>;
}
export const IConnectionItemsFeature: FeatureKey<IConnectionItemsFeature> =
  featureKey('IConnectionItemsFeature');
