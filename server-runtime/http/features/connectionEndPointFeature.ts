import { featureKey, type FeatureKey } from '../featureKey.ts';

/** One end of a connection. */
export interface EndPoint {
  /** An IP address. */
  readonly address: string;
  /** A port; 0 when unknown. */
  readonly port: number;
}

/** The ends of the connection, whatever middleware makes of `IHttpConnectionFeature`. */
export interface IConnectionEndPointFeature {
  /** Undefined on unix sockets and named pipes. */
  readonly localEndPoint: EndPoint | undefined;
  /** Undefined on unix sockets and named pipes. */
  readonly remoteEndPoint: EndPoint | undefined;
}
export const IConnectionEndPointFeature: FeatureKey<IConnectionEndPointFeature> = featureKey(
  'IConnectionEndPointFeature',
);
