import { checkMinDataRate, type MinDataRate } from '../../http/minDataRate.ts';
import type { Http1Limits } from '../shared/http1/http1Limits.ts';
import { Http2Limits } from './http2/http2Limits.ts';

/** Limits of {@link KestrelServerOptions}. Times in milliseconds, sizes in bytes; null is unlimited where it is allowed. */
export class KestrelServerLimits implements Http1Limits {
  /** What counts for HTTP/2 besides. */
  readonly http2 = new Http2Limits();
  // The defaults are ASP.NET Core's; those that it took from elsewhere say so.
  #maxConcurrentConnections: number | null = null;
  #maxConcurrentUpgradedConnections: number | null = null;
  #maxRequestBodySize: number | null = 30_000_000; // IIS
  #maxRequestBufferSize: number | null = 1_048_576;
  #maxResponseBufferSize: number | null = 65_536;
  #maxRequestLineSize = 8_192; // Apache, nginx, IIS
  #maxRequestHeadersTotalSize = 32_768; // nginx
  #maxRequestHeaderCount = 100; // Apache
  #keepAliveTimeout = 130_000; // longer than what load balancers wait
  #requestHeadersTimeout = 30_000;
  #minRequestBodyDataRate: MinDataRate | null = { bytesPerSecond: 240, gracePeriod: 5_000 }; // IIS
  #minResponseDataRate: MinDataRate | null = { bytesPerSecond: 240, gracePeriod: 5_000 }; // IIS

  /** Connections at a time; one more is closed without an answer. Upgraded ones do not count. */
  get maxConcurrentConnections(): number | null {
    return this.#maxConcurrentConnections;
  }
  set maxConcurrentConnections(value: number | null) {
    this.#maxConcurrentConnections = positiveOrNull(value);
  }

  /** Upgraded connections, as WebSockets, at a time; upgrading one more rejects. */
  get maxConcurrentUpgradedConnections(): number | null {
    return this.#maxConcurrentUpgradedConnections;
  }
  set maxConcurrentUpgradedConnections(value: number | null) {
    this.#maxConcurrentUpgradedConnections = nonNegativeOrNull(value);
  }

  /** Of a request body, chunk framing included: 413. A request can change it by IHttpMaxRequestBodySizeFeature. */
  get maxRequestBodySize(): number | null {
    return this.#maxRequestBodySize;
  }
  set maxRequestBodySize(value: number | null) {
    this.#maxRequestBodySize = nonNegativeOrNull(value);
  }

  /** What is held of a request before the client has to wait. */
  get maxRequestBufferSize(): number | null {
    return this.#maxRequestBufferSize;
  }
  set maxRequestBufferSize(value: number | null) {
    this.#maxRequestBufferSize = positiveOrNull(value);
  }

  /** What is held of a response before a write has to be waited for; 0: until the system has taken it. */
  get maxResponseBufferSize(): number | null {
    return this.#maxResponseBufferSize;
  }
  set maxResponseBufferSize(value: number | null) {
    this.#maxResponseBufferSize = nonNegativeOrNull(value);
  }

  /** Of the request line with its CRLF: 414. */
  get maxRequestLineSize(): number {
    return this.#maxRequestLineSize;
  }
  set maxRequestLineSize(value: number) {
    this.#maxRequestLineSize = positive(value);
  }

  /** Of all header fields and trailers together: 431. */
  get maxRequestHeadersTotalSize(): number {
    return this.#maxRequestHeadersTotalSize;
  }
  set maxRequestHeadersTotalSize(value: number) {
    this.#maxRequestHeadersTotalSize = positive(value);
  }

  /** Header fields and trailers together: 431. */
  get maxRequestHeaderCount(): number {
    return this.#maxRequestHeaderCount;
  }
  set maxRequestHeaderCount(value: number) {
    this.#maxRequestHeaderCount = positive(value);
  }

  /** How long a connection may be idle between requests; it is then closed. */
  get keepAliveTimeout(): number {
    return this.#keepAliveTimeout;
  }
  set keepAliveTimeout(value: number) {
    this.#keepAliveTimeout = positiveTime(value);
  }

  /** From the first byte of a request to the end of its header: 408. */
  get requestHeadersTimeout(): number {
    return this.#requestHeadersTimeout;
  }
  set requestHeadersTimeout(value: number) {
    this.#requestHeadersTimeout = positiveTime(value);
  }

  /** How slowly a client may send a body that is waited for: 408. */
  get minRequestBodyDataRate(): MinDataRate | null {
    return this.#minRequestBodyDataRate;
  }
  set minRequestBodyDataRate(value: MinDataRate | null) {
    this.#minRequestBodyDataRate = checkMinDataRate(value);
  }

  /** How slowly a client may take a response; its connection is then aborted. */
  get minResponseDataRate(): MinDataRate | null {
    return this.#minResponseDataRate;
  }
  set minResponseDataRate(value: MinDataRate | null) {
    this.#minResponseDataRate = checkMinDataRate(value);
  }

  /** Throws when limits contradict each other. */
  validate(): void {
    const buffer = this.#maxRequestBufferSize;
    if (buffer === null) return;
    if (this.#maxRequestLineSize > buffer) {
      throw new RangeError(
        `Maximum request buffer size (${buffer}) must be greater than or equal to maximum request line size (${this.#maxRequestLineSize}).`,
      );
    }
    if (this.#maxRequestHeadersTotalSize > buffer) {
      throw new RangeError(
        `Maximum request buffer size (${buffer}) must be greater than or equal to maximum request headers size (${this.#maxRequestHeadersTotalSize}).`,
      );
    }
  }
}

function positive(value: number): number {
  if (!(value > 0)) throw new RangeError('Value must be a positive number.');
  return value;
}

function positiveOrNull(value: number | null): number | null {
  if (value !== null && !(value > 0)) {
    throw new RangeError('Value must be null or a positive number.');
  }
  return value;
}

function nonNegativeOrNull(value: number | null): number | null {
  if (value !== null && !(value >= 0)) {
    throw new RangeError('Value must be null or a non-negative number.');
  }
  return value;
}

function positiveTime(value: number): number {
  if (!(value > 0)) throw new RangeError('Value must be a positive TimeSpan.');
  return value;
}
