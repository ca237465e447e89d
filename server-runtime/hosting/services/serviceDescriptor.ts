import type { ServiceKey, ServiceProvider } from '../../primitives/serviceProvider.ts';

/** How long an instance lives: the app, a request, one look-up. */
export type ServiceLifetime = 'singleton' | 'scoped' | 'transient';

/** Makes a service; may ask the provider for others. */
export type ServiceFactory<T> = (services: ServiceProvider) => T;

/** One registration. */
export interface ServiceDescriptor {
  /** What it is asked for by. */
  readonly key: ServiceKey<unknown>;
  /** How long an instance lives. */
  readonly lifetime: ServiceLifetime;
  /** Makes an instance. */
  readonly factory: ServiceFactory<unknown>;
  /** True: the provider made the instance, so it disposes it. */
  readonly isOwned: boolean;
}
