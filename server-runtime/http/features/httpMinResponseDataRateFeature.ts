import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { MinDataRate } from '../minDataRate.ts';

/** How slowly the client may take the response to this request. */
export interface IHttpMinResponseDataRateFeature {
  /** The server's limit unless set; null: as slowly as it likes. Throws a RangeError for rates that are not positive. */
  minDataRate: MinDataRate | null;
}
export const IHttpMinResponseDataRateFeature: FeatureKey<IHttpMinResponseDataRateFeature> =
  featureKey('IHttpMinResponseDataRateFeature');
