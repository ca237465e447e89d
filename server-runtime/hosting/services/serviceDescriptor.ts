import type { ServiceKey, ServiceProvider } from '../../primitives/serviceProvider.ts';

/** How long an instance lives: the app, a request, one look-up. */
export type ServiceLifetime = 'singleton' | 'scoped' | 'transient';

/** Makes a service; may ask the provider for others. */
export type ServiceFactory<T> = (services: ServiceProvider) => T;

/** One registration. */
export interface ServiceDescriptor {
  readonly key: ServiceKey<unknown>;
  readonly lifetime: ServiceLifetime;
  readonly factory: ServiceFactory<unknown>;
  /** True: the provider made the instance, so it disposes it. */
  readonly isOwned: boolean;
}
