import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Room for what is worth keeping from one request on a connection to the next one. */
export interface IPersistentStateFeature {
  /** Lives as long as the connection. */
  readonly state: Map<unknown, unknown>;
}
export const IPersistentStateFeature: FeatureKey<IPersistentStateFeature> =
  featureKey('IPersistentStateFeature');
