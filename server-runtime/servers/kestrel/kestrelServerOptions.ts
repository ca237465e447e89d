import type { HttpsOptions } from './httpsOptions.ts';
import { KestrelServerLimits } from './kestrelServerLimits.ts';

/** Options of {@link KestrelServer}, with the defaults of ASP.NET Core. */
export class KestrelServerOptions {
  /** Sends `Server: Kestrel` unless the app sends its own. */
  addServerHeader = true;
  /** Sends small packets at once. */
  noDelay = true;
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
