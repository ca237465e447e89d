import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Names a request in logs. Kestrel: connection id, `:`, ordinal of the request on it as 8 hexadecimal digits. */
export interface IHttpRequestIdentifierFeature {
  /** Names the request in logs; middleware may replace it. */
  traceIdentifier: string;
}
export const IHttpRequestIdentifierFeature: FeatureKey<IHttpRequestIdentifierFeature> = featureKey(
  'IHttpRequestIdentifierFeature',
);
