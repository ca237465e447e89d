import type { Socket } from 'node:net';
import type { IHttpConnectionFeature } from '../../http/features/httpConnectionFeature.ts';

/** Who talks to whom on a socket. A new one each time: middleware may change it for its request. */
export function createConnectionFeature(
  connectionId: string,
  { remoteAddress, remotePort, localAddress, localPort }: Socket,
): IHttpConnectionFeature {
  return {
    connectionId,
    remoteIpAddress: remoteAddress,
    remotePort: remotePort ?? 0,
    localIpAddress: localAddress,
    localPort: localPort ?? 0,
  };
}
