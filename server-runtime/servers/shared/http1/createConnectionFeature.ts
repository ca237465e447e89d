import type { Socket } from 'node:net';
import type { IHttpConnectionFeature } from '../../../http/features/httpConnectionFeature.ts';

/** What one request sees of its connection, for middleware to change. */
export function createConnectionFeature(
  { remoteAddress, remotePort, localAddress, localPort }: Socket,
  connectionId: string,
): IHttpConnectionFeature {
  return {
    connectionId,
    remoteIpAddress: remoteAddress,
    remotePort: remotePort ?? 0,
    localIpAddress: localAddress,
    localPort: localPort ?? 0,
  };
}
