import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Room for what the parts of an app tell each other about one request. */
export interface IItemsFeature {
  /** By key: what middleware leaves for the middleware after it. */
  items: Map<unknown, unknown>;
}
export const IItemsFeature: FeatureKey<IItemsFeature> = featureKey('IItemsFeature');
