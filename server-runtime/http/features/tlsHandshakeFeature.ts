import { featureKey, type FeatureKey } from '../featureKey.ts';

/** What the two sides of a TLS connection agreed on. Absent on plain-text connections. */
export interface ITlsHandshakeFeature {
  /** As `TLSv1.3`. */
  readonly protocol: string;
  /** By its standard name, as `TLS_AES_256_GCM_SHA384`. */
  readonly negotiatedCipherSuite: string;
  /** The name that the client asked for (SNI), empty when it named none. */
  readonly hostName: string;
}
export const ITlsHandshakeFeature: FeatureKey<ITlsHandshakeFeature> =
  featureKey('ITlsHandshakeFeature');
