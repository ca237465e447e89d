import type { HttpsOptions } from '../httpsOptions.ts';
import type { HttpProtocols } from './httpProtocols.ts';

/** How one endpoint of Kestrel is served: what `options.listen(address, port, (endpoint) => …)` gives. */
export class ListenOptions {
  /** Undefined: as the configuration's `EndpointDefaults` say, else HTTP/1.1 and HTTP/2. */
  protocols: HttpProtocols | undefined;
  readonly #location: string;
  #https: HttpsOptions | undefined;

  /** @internal What stands behind `http://`. */
  constructor(location: string) {
    this.#location = location;
  }

  /** Serves https here: with the certificate and settings given, else with those of `options.https`. */
  useHttps(options: HttpsOptions = {}): this {
    this.#https = options;
    return this;
  }

  /** What {@link useHttps} was given; undefined: plain http. */
  get https(): HttpsOptions | undefined {
    return this.#https;
  }

  /** As the setting `urls` would write it. */
  get address(): string {
    return `${this.#https ? 'https' : 'http'}://${this.#location}`;
  }
}
