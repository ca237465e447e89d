import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The limit on this request's body. */
export interface IHttpMaxRequestBodySizeFeature {
  /** True once reading has begun or the connection was upgraded; setting then throws. */
  readonly isReadOnly: boolean;
  /** In bytes; null is unlimited. */
  maxRequestBodySize: number | null;
}
export const IHttpMaxRequestBodySizeFeature: FeatureKey<IHttpMaxRequestBodySizeFeature> =
  featureKey('IHttpMaxRequestBodySizeFeature');
