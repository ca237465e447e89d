import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { IHttpUpgradeFeature } from '../../http/features/httpUpgradeFeature.ts';
import type { ResponseBase } from '../../http/responseBase.ts';

/** What a client has sent of the other protocol already, by Node's response to its request. */
const heads = new WeakMap<ServerResponse, Buffer>();

/**
 * For servers on `node:http`: hands requests for another protocol to the listener of `request`, like all others. One that the
 * app does not take up is answered as usual, and its connection closed.
 */
export function serveUpgrades(server: Server): void {
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    const raw = new ServerResponse(message);
    raw.shouldKeepAlive = false;
    raw.assignSocket(message.socket);
    raw.once('finish', () => socket.end());
    heads.set(raw, head);
    server.emit('request', message, raw);
  });
}

/** The feature of a request that came through {@link serveUpgrades}; undefined for the others. */
export function upgradeOf(
  raw: ServerResponse,
  response: ResponseBase,
): IHttpUpgradeFeature | undefined {
  const head = heads.get(raw);
  if (!head) return undefined;
  let isUpgraded = false;
  return {
    get isUpgradableRequest() {
      return !response.hasStarted;
    },
    async upgrade() {
      if (isUpgraded) {
        throw new Error(
          'IHttpUpgradeFeature.upgrade was already called and can only be called once per connection.',
        );
      }
      isUpgraded = true;
      const { headers } = response;
      response.statusCode = 101;
      if (!headers.has('Connection')) headers.set('Connection', 'Upgrade');
      await response.start();
      raw.flushHeaders();
      const { socket } = raw.req;
      raw.detachSocket(socket);
      if (head.length > 0) socket.unshift(head);
      return socket;
    },
  };
}
