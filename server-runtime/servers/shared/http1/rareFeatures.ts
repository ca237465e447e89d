import type { FeatureKey } from '../../../http/featureKey.ts';
import { IBadRequestExceptionFeature } from '../../../http/features/badRequestExceptionFeature.ts';
import { IConnectionEndPointFeature } from '../../../http/features/connectionEndPointFeature.ts';
import { IConnectionIdFeature } from '../../../http/features/connectionIdFeature.ts';
import { IConnectionItemsFeature } from '../../../http/features/connectionItemsFeature.ts';
import { IConnectionLifetimeFeature } from '../../../http/features/connectionLifetimeFeature.ts';
import { IConnectionLifetimeNotificationFeature } from '../../../http/features/connectionLifetimeNotificationFeature.ts';
import { IHttpMinRequestBodyDataRateFeature } from '../../../http/features/httpMinRequestBodyDataRateFeature.ts';
import { IHttpMinResponseDataRateFeature } from '../../../http/features/httpMinResponseDataRateFeature.ts';
import { IHttpRequestBodyDetectionFeature } from '../../../http/features/httpRequestBodyDetectionFeature.ts';
import { IHttpRequestTrailersFeature } from '../../../http/features/httpRequestTrailersFeature.ts';
import { IPersistentStateFeature } from '../../../http/features/persistentStateFeature.ts';
import { checkMinDataRate, type MinDataRate } from '../../../http/minDataRate.ts';
import type { ConnectionFacts } from '../connectionFacts.ts';
import { EmptyBody } from './emptyBody.ts';
import type { RequestBody } from './requestBody.ts';

/** How slow the client may be during the request under way. */
export interface DataRates {
  bodyRate: MinDataRate | null;
  responseRate: MinDataRate | null;
}

/** What the rare features are made from. */
export interface RareFeatureSource {
  readonly body: RequestBody | undefined;
  readonly response: { readonly isEnded: boolean };
}

/** The connection's part of that. */
export interface RareFeatureHost {
  readonly facts: ConnectionFacts;
  readonly timing: DataRates;
}

type Maker<T> = (exchange: RareFeatureSource, host: RareFeatureHost) => T;

const makers = new Map<symbol, Maker<unknown>>();

function define<T>(key: FeatureKey<T>, make: Maker<T>): void {
  makers.set(key, make);
}

const facts: Maker<ConnectionFacts> = (_exchange, host) => host.facts;

define(IHttpRequestBodyDetectionFeature, ({ body }) => ({ canHaveBody: body !== undefined }));
define(IHttpRequestTrailersFeature, ({ body }) => body ?? EmptyBody.shared);
define(IBadRequestExceptionFeature, ({ body }) => body ?? { error: undefined });
define(IHttpMinRequestBodyDataRateFeature, (exchange, { timing }) => ({
  get minDataRate() {
    return timing.bodyRate;
  },
  set minDataRate(value) {
    const rate = checkMinDataRate(value);
    // After its response, the connection belongs to the next request.
    if (!exchange.response.isEnded) timing.bodyRate = rate;
  },
}));
define(IHttpMinResponseDataRateFeature, (exchange, { timing }) => ({
  get minDataRate() {
    return timing.responseRate;
  },
  set minDataRate(value) {
    const rate = checkMinDataRate(value);
    if (!exchange.response.isEnded) timing.responseRate = rate;
  },
}));
define(IConnectionIdFeature, facts);
define(IConnectionItemsFeature, facts);
define(IConnectionLifetimeFeature, facts);
define(IConnectionLifetimeNotificationFeature, facts);
define(IConnectionEndPointFeature, facts);
define(IPersistentStateFeature, facts);

/** The keys of those that are the connection's, and not the request's. */
export const connectionFeatureKeys: ReadonlySet<symbol> = new Set<symbol>([
  IConnectionIdFeature,
  IConnectionItemsFeature,
  IConnectionLifetimeFeature,
  IConnectionLifetimeNotificationFeature,
  IConnectionEndPointFeature,
]);

/** The keys of the features that few requests ask for. */
export const rareFeatureKeys: readonly symbol[] = [...makers.keys()];

/** Makes a feature that few requests ask for; undefined when the key is none of theirs. */
export function makeRareFeature(
  key: symbol,
  exchange: RareFeatureSource,
  host: RareFeatureHost,
): unknown {
  return makers.get(key)?.(exchange, host);
}
