import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Room for what the parts of an app tell each other about the connection. */
export interface IConnectionItemsFeature {
  /** By key: what requests leave for later ones of the connection. */
  readonly items: Map<unknown, unknown>;
}
export const IConnectionItemsFeature: FeatureKey<IConnectionItemsFeature> =
  featureKey('IConnectionItemsFeature');
