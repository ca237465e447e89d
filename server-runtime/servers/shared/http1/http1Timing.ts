import type { Socket } from 'node:net';
import type { MinDataRate } from '../../../http/minDataRate.ts';
import { BodyPatience } from '../bodyPatience.ts';
import { ResponsePatience } from '../responsePatience.ts';
import type { Http1Limits } from './http1Limits.ts';
import type { DataRates } from './rareFeatures.ts';
import type { RequestBody } from './requestBody.ts';

/** What a client has been waited for too long. */
export type Expired = 'idle' | 'headers' | 'body' | 'response' | 'end';

/** How long the unread rest of a body, or the client's end of a connection, is waited for, in milliseconds. */
const closingTimeout = 5000;

/** The patience of one connection. It has no timer of its own: the server's heartbeat asks it. */
export class Http1Timing implements DataRates {
  readonly #limits: Http1Limits;
  readonly #now: () => number;
  #waitsFor: 'idle' | 'headers' | 'end' = 'idle';
  #deadline = Infinity;
  #lastTick = 0;
  #body: RequestBody | undefined;
  /** Made by the first beat that meets a body, or a response, on its way. */
  #bodyPatience: BodyPatience | undefined;
  #responsePatience: ResponsePatience | undefined;
  /** What the request under way has set; undefined: nothing. */
  #bodyRate: MinDataRate | null | undefined;
  #responseRate: MinDataRate | null | undefined;

  constructor(limits: Http1Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  awaitRequest(): void {
    this.#set('idle', this.#limits.keepAliveTimeout);
  }

  /** Counts from the first call after a request. */
  awaitHeaders(): void {
    if (this.#waitsFor === 'headers' && this.#deadline !== Infinity) return;
    this.#set('headers', this.#limits.requestHeadersTimeout);
  }

  /** The rest of a body that nobody wants, or the client's end of a connection whose other end is closed. */
  awaitEnd(): void {
    this.#set('end', closingTimeout);
  }

  /** The app is at work, on a request that begins with the server's limits. */
  stop(): void {
    this.#deadline = Infinity;
    this.#bodyRate = undefined;
    this.#responseRate = undefined;
  }

  get bodyRate(): MinDataRate | null {
    return this.#bodyRate === undefined ? this.#limits.minRequestBodyDataRate : this.#bodyRate;
  }
  set bodyRate(value: MinDataRate | null) {
    this.#bodyRate = value;
  }

  get responseRate(): MinDataRate | null {
    return this.#responseRate === undefined ? this.#limits.minResponseDataRate : this.#responseRate;
  }
  set responseRate(value: MinDataRate | null) {
    this.#responseRate = value;
  }

  findExpired(now: number, socket: Socket, body: RequestBody | undefined): Expired | undefined {
    const elapsed = now - this.#lastTick;
    this.#lastTick = now;
    if (this.#isResponseSlow(now, socket, this.responseRate)) return 'response';
    // The client's end is waited for once it has taken everything.
    if (socket.writableLength > 0 && this.#waitsFor === 'end') return undefined;
    if (now >= this.#deadline) return this.#waitsFor;
    if (body && this.#isBodySlow(elapsed, body, this.bodyRate)) return 'body';
    return undefined;
  }

  #isBodySlow(elapsed: number, body: RequestBody, rate: MinDataRate | null): boolean {
    const patience = (this.#bodyPatience ??= new BodyPatience());
    if (body !== this.#body) {
      this.#body = body;
      patience.reset();
      return false;
    }
    if (!body.takeAwaited() || !rate) return false;
    return patience.isExhausted(elapsed, body.receivedSize, rate);
  }

  #isResponseSlow(now: number, socket: Socket, rate: MinDataRate | null): boolean {
    const queued = socket.writableLength;
    // Nearly every connection, at nearly every beat.
    if (queued === 0 && !this.#responsePatience) return false;
    const patience = (this.#responsePatience ??= new ResponsePatience());
    return patience.isExhausted(now, queued, socket.bytesWritten, rate);
  }

  #set(waitsFor: 'idle' | 'headers' | 'end', timeout: number): void {
    this.#waitsFor = waitsFor;
    this.#deadline = this.#now() + timeout;
  }
}
