import type { Http2Body } from './http2Body.ts';
import type { Http2Response } from './http2Response.ts';
import type { StreamTraffic } from './http2Timing.ts';

/** A request that is under way, as far as bytes are concerned. */
export interface TrafficSource {
  readonly body: Pick<Http2Body, 'isAvailable' | 'size' | 'takeAwaited'>;
  readonly response: Pick<Http2Response, 'written' | 'queued' | 'isTunnel'>;
}

/** Adds up what the streams of a connection receive and send. */
export class Http2Traffic {
  readonly #streams = new Set<TrafficSource>();
  /** Of streams that have ended. */
  #received = 0;
  #written = 0;

  add(stream: TrafficSource): void {
    this.#streams.add(stream);
  }

  delete(stream: TrafficSource): void {
    this.#streams.delete(stream);
    this.#received += stream.body.size;
    this.#written += stream.response.written;
  }

  /** How things stand now. To be asked once a beat. */
  measure(): StreamTraffic {
    const traffic: StreamTraffic = {
      count: this.#streams.size,
      isReceiving: false,
      isAwaited: false,
      received: this.#received,
      written: this.#written,
      queued: 0,
    };
    for (const { body, response } of this.#streams) {
      traffic.received += body.size;
      traffic.written += response.written;
      traffic.queued += response.queued;
      // What goes through a tunnel is as fast as those at its ends want it.
      if (response.isTunnel) continue;
      if (!body.isAvailable) traffic.isReceiving = true;
      if (body.takeAwaited()) traffic.isAwaited = true;
    }
    return traffic;
  }
}
