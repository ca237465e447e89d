import type { IncomingHttpHeaders } from 'node:http2';
import type { Duplex } from 'node:stream';
import type { IHttpExtendedConnectFeature } from '../../../http/features/httpExtendedConnectFeature.ts';
import type { Http2Response } from './http2Response.ts';

/** What a request names in `:protocol`; undefined for one that is no extended CONNECT (RFC 8441 §4). */
export function connectProtocol(pseudo: IncomingHttpHeaders): string | undefined {
  const protocol = pseudo[':protocol'];
  return pseudo[':method'] === 'CONNECT' && typeof protocol === 'string' ? protocol : undefined;
}

/** Hands the stream of an extended CONNECT over to the app. */
export class Http2ExtendedConnect implements IHttpExtendedConnectFeature {
  readonly protocol: string | undefined;
  readonly #response: Http2Response;
  readonly #reserveUpgrade: () => boolean;
  #isUsed = false;

  /** `reserveUpgrade` counts one more upgraded connection, or says no. */
  constructor(
    protocol: string | undefined,
    response: Http2Response,
    reserveUpgrade: () => boolean,
  ) {
    this.protocol = protocol;
    this.#response = response;
    this.#reserveUpgrade = reserveUpgrade;
  }

  get isExtendedConnect(): boolean {
    return this.protocol !== undefined;
  }

  /** True when the app has asked for the stream, which is counted since then. */
  get isReserved(): boolean {
    return this.#isUsed;
  }

  async accept(): Promise<Duplex> {
    if (!this.isExtendedConnect) {
      throw new Error(
        'Cannot accept a request that is no extended CONNECT. Check IHttpExtendedConnectFeature.IsExtendedConnect.',
      );
    }
    if (this.#isUsed) {
      throw new Error(
        'IHttpExtendedConnectFeature.AcceptAsync was already called and can only be called once per request.',
      );
    }
    if (this.#response.hasStarted) {
      throw new Error('The request cannot be accepted because the response has already started.');
    }
    if (!this.#reserveUpgrade()) {
      throw new Error(
        'Request cannot be upgraded because the server has already opened the maximum number of upgraded connections.',
      );
    }
    this.#isUsed = true;
    return this.#response.openTunnel();
  }
}
