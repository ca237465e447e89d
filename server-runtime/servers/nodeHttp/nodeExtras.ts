import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { FeatureKey } from '../../http/featureKey.ts';
import { IHttpRequestBodyDetectionFeature } from '../../http/features/httpRequestBodyDetectionFeature.ts';
import { IHttpRequestTrailersFeature } from '../../http/features/httpRequestTrailersFeature.ts';
import { IHttpUpgradeFeature } from '../../http/features/httpUpgradeFeature.ts';
import { HeaderDictionary } from '../../http/headerDictionary.ts';
import type { RequestFeatures } from '../../http/requestFeatures.ts';
import { createTlsFeatures } from '../shared/tlsFeatures.ts';
import type { NodeResponse } from './nodeResponse.ts';

/** The connection that Node has handed over for another protocol, with what the client has sent of it. */
export interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Calls back with requests for another protocol too. An app that does not take it up answers as usual. */
export function listenForUpgrades(
  server: Server,
  serve: (message: IncomingMessage, raw: ServerResponse, upgrade: Upgrade) => void,
): void {
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    const raw = new ServerResponse(message);
    raw.shouldKeepAlive = false;
    raw.assignSocket(message.socket);
    raw.once('finish', () => socket.end());
    serve(message, raw, { socket, head });
  });
}

/** Adds the features that a server may do without: of TLS, of trailers, and for other protocols. */
export function addExtras(
  features: RequestFeatures,
  message: IncomingMessage,
  raw: ServerResponse,
  response: NodeResponse,
  upgrade: Upgrade | undefined,
): void {
  const { headers, socket } = message;
  const length = headers['content-length'] ?? '0';
  const canHaveBody = headers['transfer-encoding'] !== undefined || length !== '0';
  features.set(IHttpRequestBodyDetectionFeature, { canHaveBody });
  features.set(IHttpRequestTrailersFeature, {
    get isAvailable() {
      return message.complete;
    },
    get trailers() {
      if (message.complete) return new HeaderDictionary(message.rawTrailers);
      throw new Error(
        'The request trailers are not available yet: read the body to its end first.',
      );
    },
  });
  // By its mark, not its class: to load node:tls for that would cost every app a tenth of its start.
  if ('encrypted' in socket) {
    for (const [key, value] of createTlsFeatures(socket as TLSSocket)) {
      features.set(key as FeatureKey<object>, value as object);
    }
  }
  if (upgrade) features.set(IHttpUpgradeFeature, createUpgrade(upgrade, raw, response));
}

function createUpgrade(
  { socket, head }: Upgrade,
  raw: ServerResponse,
  response: NodeResponse,
): IHttpUpgradeFeature {
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
      raw.detachSocket(raw.socket!);
      if (head.length > 0) socket.unshift(head);
      return socket;
    },
  };
}
