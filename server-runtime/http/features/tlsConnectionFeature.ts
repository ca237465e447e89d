import type { X509Certificate } from 'node:crypto';
import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The client's certificate. Absent on plain-text connections. */
export interface ITlsConnectionFeature {
  /** What the client showed in the handshake; undefined when it showed none. */
  clientCertificate: X509Certificate | undefined;
  /** The same, for servers that have to ask the client first. */
  getClientCertificate(signal?: AbortSignal): Promise<X509Certificate | undefined>;
}
export const ITlsConnectionFeature: FeatureKey<ITlsConnectionFeature> =
  featureKey('ITlsConnectionFeature');
