import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Knows when the connection is gone, though none of its requests is under way. */
export interface IConnectionLifetimeFeature {
  /** Aborts when the connection has closed, for whatever reason. */
  readonly connectionClosed: AbortSignal;
  /** Ends the connection without waiting for anything. */
  abort(): void;
}
export const IConnectionLifetimeFeature: FeatureKey<IConnectionLifetimeFeature> = featureKey(
  'IConnectionLifetimeFeature',
);
