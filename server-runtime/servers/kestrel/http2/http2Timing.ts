import { BodyPatience } from '../../shared/bodyPatience.ts';
import { ResponsePatience } from '../../shared/responsePatience.ts';
import type { Http2Services } from './http2Services.ts';

/** What a client has been waited for too long, or `ping`: it is time to ask whether it is there. */
export type Http2Expired = 'idle' | 'ping' | 'pong' | 'body' | 'response';

/** How the bodies of the streams of a connection stand, all of them together. */
export interface StreamTraffic {
  /** Streams that are under way. */
  count: number;
  /** Whether some body is not complete yet. */
  isReceiving: boolean;
  /** Whether the app has waited for a body that may not be slow. */
  isAwaited: boolean;
  /** Bytes of bodies that came since the connection began. */
  received: number;
  /** Bytes of responses that were written since then, and how many of them the client has not taken. */
  written: number;
  queued: number;
}

/**
 * The patience of one HTTP/2 connection. Its streams share it: how fast each of them is, is for the client to choose.
 */
export class Http2Timing {
  readonly #limits: Http2Services['limits'];
  readonly #bodyPatience = new BodyPatience();
  readonly #responsePatience = new ResponsePatience();
  /** Bytes that had come when no body was under way. */
  #receivedBefore = 0;
  #lastTick: number;
  #idleSince: number;
  #bytesRead = 0;
  #heardAt: number;
  #pingedAt: number | undefined;

  constructor(limits: Http2Services['limits'], now: number) {
    this.#limits = limits;
    this.#lastTick = now;
    this.#idleSince = now;
    this.#heardAt = now;
  }

  /** A request has ended. */
  restart(now: number): void {
    this.#idleSince = now;
  }

  /** `bytesRead` is what the socket has read so far. */
  findExpired(now: number, bytesRead: number, traffic: StreamTraffic): Http2Expired | undefined {
    const elapsed = now - this.#lastTick;
    this.#lastTick = now;
    const { keepAliveTimeout, minResponseDataRate } = this.#limits;
    const { queued, written } = traffic;
    if (this.#responsePatience.isExhausted(now, queued, written, minResponseDataRate)) {
      return 'response';
    }
    if (this.#isBodySlow(elapsed, traffic)) return 'body';
    if (traffic.count > 0) this.#idleSince = now;
    else if (now - this.#idleSince >= keepAliveTimeout) return 'idle';
    return this.#checkPresence(now, bytesRead);
  }

  #isBodySlow(elapsed: number, { isReceiving, isAwaited, received }: StreamTraffic): boolean {
    if (!isReceiving) {
      this.#receivedBefore = received;
      this.#bodyPatience.reset();
      return false;
    }
    const rate = this.#limits.minRequestBodyDataRate;
    if (!isAwaited || !rate) return false;
    return this.#bodyPatience.isExhausted(elapsed, received - this.#receivedBefore, rate);
  }

  /** Asks a client that is silent, and waits for any sign of it. */
  #checkPresence(now: number, bytesRead: number): 'ping' | 'pong' | undefined {
    const { keepAlivePingDelay, keepAlivePingTimeout } = this.#limits.http2;
    if (bytesRead !== this.#bytesRead) {
      this.#bytesRead = bytesRead;
      this.#heardAt = now;
      this.#pingedAt = undefined;
      return undefined;
    }
    if (this.#pingedAt !== undefined) {
      return now - this.#pingedAt >= keepAlivePingTimeout ? 'pong' : undefined;
    }
    if (now - this.#heardAt < keepAlivePingDelay) return undefined;
    this.#pingedAt = now;
    return 'ping';
  }
}
