import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The query as the app is to see it, in place of what the query string says. */
export interface IQueryFeature {
  /** Names and values, unescaped, in order. */
  query: URLSearchParams;
}
export const IQueryFeature: FeatureKey<IQueryFeature> = featureKey('IQueryFeature');
