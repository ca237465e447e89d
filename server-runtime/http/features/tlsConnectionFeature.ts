import type { X509Certificate } from 'node:crypto';
import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The client's certificate. Absent on plain-text connections. */
export interface ITlsConnectionFeature {
  clientCertificate: X509Certificate | undefined;
  getClientCertificate(signal?: AbortSignal): Promise<X509Certificate | undefined>;
}
export const ITlsConnectionFeature: FeatureKey<ITlsConnectionFeature> =
  featureKey('ITlsConnectionFeature');
