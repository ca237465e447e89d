import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Who talks to whom. Addresses are undefined and ports 0 on unix sockets and named pipes. */
export interface IHttpConnectionFeature {
  connectionId: string;
  /** The peer, which may be a proxy; middleware may put the client here. */
  remoteIpAddress: string | undefined;
  remotePort: number;
  localIpAddress: string | undefined;
  localPort: number;
}
export const IHttpConnectionFeature: FeatureKey<IHttpConnectionFeature> =
  featureKey('IHttpConnectionFeature');
