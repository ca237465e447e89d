import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { IHttpUpgradeFeature } from '../../http/features/httpUpgradeFeature.ts';
import type { NodeResponse } from './nodeResponse.ts';

/** Takes over the connection of a request that Node announced with its `upgrade` event. */
export class NodeUpgrade implements IHttpUpgradeFeature {
  readonly #socket: Duplex;
  readonly #head: Buffer;
  readonly #raw: ServerResponse;
  readonly #response: NodeResponse;
  #isUpgraded = false;

  constructor(socket: Duplex, head: Buffer, raw: ServerResponse, response: NodeResponse) {
    this.#socket = socket;
    this.#head = head;
    this.#raw = raw;
    this.#response = response;
  }

  get isUpgradableRequest(): boolean {
    return !this.#response.hasStarted;
  }

  async upgrade(): Promise<Duplex> {
    if (this.#isUpgraded) {
      throw new Error(
        'IHttpUpgradeFeature.upgrade was already called and can only be called once per connection.',
      );
    }
    this.#isUpgraded = true;
    const { headers } = this.#response;
    this.#response.statusCode = 101;
    if (!headers.has('Connection')) headers.set('Connection', 'Upgrade');
    await this.#response.start();
    this.#raw.flushHeaders();
    this.#raw.detachSocket(this.#raw.socket!);
    if (this.#head.length > 0) this.#socket.unshift(this.#head);
    return this.#socket;
  }
}
