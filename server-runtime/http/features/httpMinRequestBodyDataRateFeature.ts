import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { MinDataRate } from '../minDataRate.ts';

/** How slowly the client may send the body of this request. */
export interface IHttpMinRequestBodyDataRateFeature {
  /** The server's limit unless set; null: as slowly as it likes. Throws a RangeError for rates that are not positive. */
  minDataRate: MinDataRate | null;
}
export const IHttpMinRequestBodyDataRateFeature: FeatureKey<IHttpMinRequestBodyDataRateFeature> =
  featureKey('IHttpMinRequestBodyDataRateFeature');
