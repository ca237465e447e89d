import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Who talks to whom. Addresses are undefined and ports 0 on unix sockets and named pipes. */
export interface IHttpConnectionFeature {
  /** As `0HMPNHL0JHL76`; the same for all requests of the connection. */
  connectionId: string;
  /** The peer, which may be a proxy; middleware may put the client here. */
  remoteIpAddress: string | undefined;
  /** 0 when unknown. */
  remotePort: number;
  /** The address that the client connected to; undefined on sockets without one. */
  localIpAddress: string | undefined;
  /** 0 when unknown. */
  localPort: number;
}
export const IHttpConnectionFeature: FeatureKey<IHttpConnectionFeature> =
  featureKey('IHttpConnectionFeature');
