import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { IFeatureCollection } from '../../http/featureCollection.ts';
import type { FeatureKey } from '../../http/featureKey.ts';
import { IHttpConnectionFeature } from '../../http/features/httpConnectionFeature.ts';
import { IHttpRequestBodyDetectionFeature } from '../../http/features/httpRequestBodyDetectionFeature.ts';
import { IHttpRequestLifetimeFeature } from '../../http/features/httpRequestLifetimeFeature.ts';
import { IHttpRequestTrailersFeature } from '../../http/features/httpRequestTrailersFeature.ts';
import { IHttpUpgradeFeature } from '../../http/features/httpUpgradeFeature.ts';
import { INodeHttpFeature } from '../../http/features/nodeHttpFeature.ts';
import { HeaderDictionary } from '../../http/headerDictionary.ts';
import type { ResponseBase } from '../../http/responseBase.ts';
import { createConnectionFeature } from './connectionFeature.ts';
import { nextConnectionId } from './http1/connectionId.ts';
import { upgradeOf } from './nodeUpgrade.ts';
import { createTlsFeatures } from './tlsFeatures.ts';

const connectionIds = new WeakMap<Socket, string>();

/**
 * For servers on `node:http`: adds to a request what Node's own objects tell of it. That is who talks to whom, and what TLS agreed
 * on; whether there is a body, and its trailers; the client's leaving; the way to another protocol, where {@link serveUpgrades} has
 * brought the request; and the objects themselves.
 */
export function addNodeFeatures(
  features: IFeatureCollection,
  raw: ServerResponse,
  response: ResponseBase,
): void {
  const message = raw.req;
  const { headers, socket } = message;
  const id = connectionIds.get(socket) ?? nextConnectionId();
  connectionIds.set(socket, id);
  features.set(IHttpConnectionFeature, createConnectionFeature(id, socket));
  features.set(INodeHttpFeature, { request: message, response: raw });
  features.set(IHttpRequestLifetimeFeature, createLifetime(raw));
  features.set(IHttpUpgradeFeature, upgradeOf(raw, response));
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
  if (!('encrypted' in socket)) return;
  for (const [key, value] of createTlsFeatures(socket as TLSSocket)) {
    features.set(key as FeatureKey<object>, value as object);
  }
}

/** Knows when the client goes away. Nothing is listened for before somebody asks. */
function createLifetime(raw: ServerResponse): IHttpRequestLifetimeFeature {
  const abortion = new AbortController();
  let given: AbortSignal | undefined;
  let isWatching = false;
  const abortUnlessDone = (): void => {
    if (!raw.writableFinished) abortion.abort();
  };
  return {
    get requestAborted() {
      if (given) return given;
      if (!isWatching) {
        isWatching = true;
        if (raw.closed) abortUnlessDone();
        else raw.once('close', abortUnlessDone);
      }
      return abortion.signal;
    },
    set requestAborted(value) {
      given = value;
    },
    abort() {
      abortion.abort();
      raw.req.socket.destroy();
    },
  };
}
