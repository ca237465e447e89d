import type { HttpsOptions } from './httpsOptions.ts';
import { KestrelServerLimits } from './kestrelServerLimits.ts';

/** Options of {@link KestrelServer}, with the defaults of ASP.NET Core. */
export class KestrelServerOptions {
  /** Sends `Server: Kestrel` unless the app sends its own. */
  addServerHeader = true;
  /** Sends small packets at once. */
  noDelay = true;
  /**
   * Overwrites Host when the target names another authority, `GET http://a/` with `Host: b`, instead of answering 400
   * (RFC 9112 §3.2.2).
   */
  allowHostHeaderOverride = false;
  /** HTTP/2: takes a `:scheme` that is not that of the connection, as from a proxy that ends TLS, instead of answering 400. */
  allowAlternateSchemes = false;
  /** HTTP/2: compresses the headers of responses by what went before them (RFC 7541 §7.1 has the risks). */
  allowResponseHeaderCompression = true;
  readonly limits = new KestrelServerLimits();
  /** How https addresses are served: with the development certificate unless this names another one. */
  https: HttpsOptions = {};
  #threadCount = 1;

  /** Processes that share the listening sockets. Above 1, the program is started that often (docs/kestrel.md). */
  get threadCount(): number {
    return this.#threadCount;
  }
  set threadCount(value: number) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError('ThreadCount must be positive.');
    this.#threadCount = value;
  }
}
