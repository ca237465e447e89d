import type { ServiceProvider } from '../../primitives/serviceProvider.ts';
import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The services of one request. */
export interface IServiceProvidersFeature {
  /** The services of this request. */
  requestServices: ServiceProvider;
}
export const IServiceProvidersFeature: FeatureKey<IServiceProvidersFeature> = featureKey(
  'IServiceProvidersFeature',
);
