import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The query as the app is to see it, in place of what the query string says. */
export interface IQueryFeature {
  query: URLSearchParams;
}
export const IQueryFeature: FeatureKey<IQueryFeature> = featureKey('IQueryFeature');
