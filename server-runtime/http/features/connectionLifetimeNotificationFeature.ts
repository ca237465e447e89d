import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Knows of the connection's end in advance, and asks for it. */
export interface IConnectionLifetimeNotificationFeature {
  /** Aborts when the request under way is to be the last one, as when the server stops. */
  readonly connectionClosedRequested: AbortSignal;
  /** Ends the connection after the response that is under way. */
  requestClose(): void;
}
export const IConnectionLifetimeNotificationFeature: FeatureKey<IConnectionLifetimeNotificationFeature> =
  featureKey('IConnectionLifetimeNotificationFeature');
