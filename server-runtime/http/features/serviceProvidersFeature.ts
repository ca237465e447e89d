import type { ServiceProvider } from '../../primitives/serviceProvider.ts';
import { featureKey } from '../featureKey.ts';

/** The services of one request. */
export interface IServiceProvidersFeature {
  requestServices: ServiceProvider;
}
export const IServiceProvidersFeature = featureKey<IServiceProvidersFeature>(
  'IServiceProvidersFeature',
);
