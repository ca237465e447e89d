import type { ServiceProvider } from '../../primitives/serviceProvider.ts';
import { featureKey, type FeatureKey } from '../featureKey.ts';

/** The services of one request. */
export interface IServiceProvidersFeature {
  requestServices: ServiceProvider;
}
export const IServiceProvidersFeature: FeatureKey<IServiceProvidersFeature> = featureKey(
  'IServiceProvidersFeature',
);
