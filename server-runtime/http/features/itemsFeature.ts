import { featureKey } from '../featureKey.ts';

/** Room for what the parts of an app tell each other about one request. */
export interface IItemsFeature {
  items: Map<unknown, unknown>;
}
export const IItemsFeature = featureKey<IItemsFeature>('IItemsFeature');
