import type { HttpsOptions } from '../httpsOptions.ts';
import type { HttpProtocols } from './httpProtocols.ts';

/** How an address is served. */
export interface Endpoint {
  readonly protocols: HttpProtocols;
  /** For https addresses. */
  readonly https: HttpsOptions;
}

/** An {@link Endpoint} that the options of the server name, with its address. */
export interface NamedEndpoint extends Endpoint {
  /** The same in every process that serves the app: the name in the configuration, or the number in the code. */
  readonly endpoint: string;
  /** As the setting `urls` would write it. */
  readonly address: string;
  /** All that the configuration says of it, as one text: another text is another endpoint. Undefined for code. */
  readonly version: string | undefined;
}
