import type { Duplex } from 'node:stream';
import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Takes the connection over for another protocol (RFC 9110 §7.8). */
export interface IHttpUpgradeFeature {
  /** True when the request asks for another protocol and nobody has answered yet. */
  readonly isUpgradableRequest: boolean;
  /** Sends 101 with the headers set so far and hands over the raw connection. Rejects when it cannot. */
  upgrade(): Promise<Duplex>;
}
export const IHttpUpgradeFeature: FeatureKey<IHttpUpgradeFeature> =
  featureKey('IHttpUpgradeFeature');
