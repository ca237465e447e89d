import type { KestrelServerOptions } from '../kestrelServerOptions.ts';
import type { Endpoint, NamedEndpoint } from './endpoint.ts';
import type { ListenOptions } from './listenOptions.ts';
import { mergeHttps } from './mergeHttps.ts';
import {
  readKestrelConfiguration,
  type EndpointSettings,
  type KestrelSettings,
} from './readKestrelConfiguration.ts';

/** What a server is to listen on, as its options say. */
export interface ResolvedEndpoints {
  /** Those of the code, then those of the configuration. */
  readonly named: readonly NamedEndpoint[];
  /** For addresses that come from elsewhere. */
  readonly others: Endpoint;
}

const noSettings: KestrelSettings = {
  defaults: { protocols: undefined, https: {} },
  endpoints: [],
};

/**
 * Puts together what the code and the configuration say: what is said of one endpoint wins over what is said of all, and then the
 * code over the configuration. Throws for a configuration that cannot be.
 */
export function resolveEndpoints(options: KestrelServerOptions): ResolvedEndpoints {
  const { configuration, contentRootPath } = options;
  const settings = configuration
    ? readKestrelConfiguration(configuration, contentRootPath)
    : noSettings;
  const resolve = (code: ListenOptions, own?: EndpointSettings): Endpoint => ({
    protocols: own?.protocols ?? code.protocols ?? settings.defaults.protocols ?? 'http1AndHttp2',
    https: [options.https, code.https ?? {}, own?.https ?? {}].reduce(
      mergeHttps,
      settings.defaults.https,
    ),
  });
  const fromCode = options.endpoints.map((endpoint, index) => ({
    // No name of the configuration has a colon.
    endpoint: `code:${index}`,
    version: undefined,
    address: endpoint.address,
    ...resolve(endpoint),
  }));
  const fromConfiguration = settings.endpoints.map(({ name, url, ...own }) => ({
    endpoint: name,
    version: JSON.stringify([url, own, settings.defaults]),
    address: url,
    ...resolve(options.createEndpoint(''), own),
  }));
  return {
    named: [...fromCode, ...fromConfiguration],
    others: resolve(options.createEndpoint('')),
  };
}
