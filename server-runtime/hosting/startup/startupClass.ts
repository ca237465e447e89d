import type { ServiceClass } from '../services/activator.ts';

/**
 * A class with `configure(app, …)` and, if it likes, `configureServices(services)`; with the name of an environment in
 * them, as `configureDevelopment` and `configureDevelopmentServices`, they are for that one only. Both may be static.
 */
export type StartupClass = ServiceClass<unknown> & { readonly prototype: object };
