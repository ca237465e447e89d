import type { Duplex } from 'node:stream';
import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Turns a stream of HTTP/2 into a connection of another protocol (RFC 8441 §4). */
export interface IHttpExtendedConnectFeature {
  /** True when the request asks for that. */
  readonly isExtendedConnect: boolean;
  /** The protocol it asks for, such as `websocket`; undefined when it asks for none. */
  readonly protocol: string | undefined;
  /** Sends 200 with the headers set so far and hands over the stream. Rejects when it cannot. */
  accept(): Promise<Duplex>;
}
export const IHttpExtendedConnectFeature: FeatureKey<IHttpExtendedConnectFeature> = featureKey(
  'IHttpExtendedConnectFeature',
);
