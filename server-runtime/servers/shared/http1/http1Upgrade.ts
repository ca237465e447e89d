import type { Duplex } from 'node:stream';
import type { IHttpUpgradeFeature } from '../../../http/features/httpUpgradeFeature.ts';
import type { Http1Response } from './http1Response.ts';
import type { RequestHead } from './requestHead.ts';

/** What taking a connection over needs of it. */
export interface UpgradeHost {
  /** Counts the connection as upgraded. False: there are as many as there may be. */
  reserveUpgrade(): boolean;
  /** Nothing came of it. */
  releaseUpgrade(): void;
  /** Lets go of the connection: from here on, its bytes are whoever's holds the result. */
  takeOver(): Duplex;
}

/** Hands the connection of a request over to another protocol (RFC 9110 §7.8). */
export class Http1Upgrade implements IHttpUpgradeFeature {
  readonly isUpgradableRequest: boolean;
  readonly #response: Http1Response;
  readonly #host: UpgradeHost;
  #isUsed = false;

  constructor(head: RequestHead, response: Http1Response, host: UpgradeHost) {
    this.isUpgradableRequest = head.isUpgrade;
    this.#response = response;
    this.#host = host;
  }

  async upgrade(): Promise<Duplex> {
    if (!this.isUpgradableRequest) {
      throw new Error(
        'Cannot upgrade a non-upgradable request. Check IHttpUpgradeFeature.IsUpgradableRequest to determine if a request can be upgraded.',
      );
    }
    if (this.#isUsed) {
      throw new Error(
        'IHttpUpgradeFeature.UpgradeAsync was already called and can only be called once per connection.',
      );
    }
    if (!this.#host.reserveUpgrade()) {
      throw new Error(
        'Request cannot be upgraded because the server has already opened the maximum number of upgraded connections.',
      );
    }
    this.#isUsed = true;
    try {
      await this.#response.switchProtocols();
    } catch (error) {
      this.#host.releaseUpgrade();
      throw error;
    }
    return this.#host.takeOver();
  }
}
