import type { ApplicationBuilder } from '../../http/applicationBuilder.ts';
import { serviceKey } from '../../primitives/serviceProvider.ts';

/** Builds a pipeline. */
export type ConfigureDelegate = (app: ApplicationBuilder) => Promise<void> | void;

/** Wraps the app's `configure`, to put steps before or after it. The first one registered is the outermost. */
export interface IStartupFilter {
  configure(next: ConfigureDelegate): ConfigureDelegate;
}
export const IStartupFilter = serviceKey<IStartupFilter>('IStartupFilter');
